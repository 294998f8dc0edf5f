package io.cometmq.tools.command;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Completion of commands and options for bash, made from the table of commands. Stateless. */
final class Completion {
    static final String COMMAND = "completion";

    private Completion() {}

    /** A script for bash to source. */
    static String bash(List<SubCommand> commands, Function<SubCommand, Options> optionsOf) {
        String names = Stream.concat(commands.stream().map(SubCommand::commandName), Stream.of("help", COMMAND))
                .sorted()
                .collect(Collectors.joining(" "));
        String cases = commands.stream()
                .map(command -> String.format(
                        Locale.ROOT,
                        "    %s) words='%s' ;;%n",
                        command.commandName(),
                        words(optionsOf.apply(command).getOptions())))
                .collect(Collectors.joining());
        return """
                # Completion of mqadmin for bash: source <(mqadmin completion)
                _mqadmin() {
                  local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} words=
                  COMPREPLY=()
                  if [[ $COMP_CWORD -eq 1 || ( $COMP_CWORD -eq 2 && $command == help ) ]]; then
                    COMPREPLY=($(compgen -W '%s' -- "$current"))
                    return
                  fi
                  [[ $current == -* ]] || return 0
                  case $command in
                %s  esac
                  COMPREPLY=($(compgen -W "$words" -- "$current"))
                }
                complete -o default -F _mqadmin mqadmin
                """.formatted(names, cases);
    }

    private static String words(Collection<Option> options) {
        return options.stream()
                .flatMap(option -> Stream.of(
                        option.getOpt() == null ? "" : "-" + option.getOpt(),
                        option.getLongOpt() == null || option.getLongOpt().contains(" ")
                                ? ""
                                : "--" + option.getLongOpt()))
                .filter(word -> !word.isEmpty())
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
