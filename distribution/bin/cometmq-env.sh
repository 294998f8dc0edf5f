# Sourced by the other scripts, which set `self` to their own path, links followed: finds the tree and the JVM, and runs a program of the tree.
#
# Environment: JAVA_HOME        which JVM (default: the java on the PATH)
#              JAVA_OPT_EXT     further JVM options; they come last and win
#              COMETMQ_LOG_DIR  where logs go (default: $HOME/logs/cometmqlogs)
# shellcheck shell=sh

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

COMETMQ_HOME=$(cd "$(dirname "$self")/.." && pwd -P)
export COMETMQ_HOME

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it"
  else
    java=$(command -v java) || fail "no java found: install JDK 17 or later, or set JAVA_HOME"
  fi
}

# The version of the JVM, such as 17.0.15. Its release file tells it without starting a JVM.
java_version() {
  release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
  line=$(grep '^JAVA_VERSION=' "$release" 2>/dev/null) || line=$("$java" -version 2>&1 | grep 'version "') || line=
  version=${line#*\"}
  echo "${version%%[!0-9.]*}"
}

# Options that some JVMs want for what the libraries do, and others do not know.
compatibility_options() {
  version=$(java_version)
  major=${version%%.*}
  if [ "${major:-0}" -lt 17 ]; then
    fail "$java is Java ${version:-of an unknown version}, but JDK 17 or later is needed; set JAVA_HOME"
  fi
  if [ "$major" -ge 22 ]; then
    echo --enable-native-access=ALL-UNNAMED
  fi
  if [ "$major" -ge 23 ]; then
    echo --sun-misc-unsafe-memory-access=allow
  fi
  if trims_native_heap; then
    # What the compiler needed while the server was young goes back to the system.
    echo -XX:TrimNativeHeapInterval=30000
  fi
}

# Whether the JVM can give native memory back: from 22 on, and in later updates of 17 and 21, with glibc.
trims_native_heap() {
  getconf GNU_LIBC_VERSION >/dev/null 2>&1 || return 1
  update=${version##*.}
  case $version in
    17.0.*) [ "$update" -ge 9 ] ;;
    21.0.*) [ "$update" -ge 1 ] ;;
    *) [ "$major" -ge 22 ] ;;
  esac
}

prepare_log_dir() {
  COMETMQ_LOG_DIR=${COMETMQ_LOG_DIR:-${HOME:-/tmp}/logs/cometmqlogs}
  export COMETMQ_LOG_DIR
  if ! mkdir -p "$COMETMQ_LOG_DIR" 2>/dev/null || [ ! -w "$COMETMQ_LOG_DIR" ]; then
    fail "cannot write logs to $COMETMQ_LOG_DIR; set COMETMQ_LOG_DIR to a directory that can be written"
  fi
}

# run_java LOGGING "JVM OPTIONS" MAIN ARGS...: becomes the JVM, so that this process is the program's.
run_java() {
  logging=$1
  options=$2
  shift 2
  [ -d "$COMETMQ_HOME/lib" ] || fail "$COMETMQ_HOME/lib is missing: this is not a packaged tree"
  find_java
  compatibility=$(compatibility_options) || exit 1
  # Two arenas instead of eight per core: native memory of many threads does not scatter.
  MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  export MALLOC_ARENA_MAX
  # Options are lists of words. shellcheck disable=SC2086
  exec "$java" $options $compatibility \
    "-Dcometmq.home=$COMETMQ_HOME" \
    "-Dcometmq.log.dir=$COMETMQ_LOG_DIR" \
    "-Dlogback.configurationFile=$COMETMQ_HOME/conf/$logging" \
    -Dfile.encoding=UTF-8 \
    ${JAVA_OPT_EXT:-} \
    -cp "$COMETMQ_HOME/lib/*" "$@"
}
