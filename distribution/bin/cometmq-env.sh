# Sourced by the other scripts, which set `self` to their own path, links followed: finds the tree and the JVM, and runs a program of the tree.
#
# Environment: JAVA_HOME        which JVM (default: the java on the PATH)
#              JAVA_OPT_EXT     further JVM options; they come last and win
#              COMETMQ_HEAP     largest heap of a server, 4g for example (default: sized from the machine or container)
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

# Sets version, such as 17.0.15, and major. The JVM's release file tells it without starting a JVM.
java_version() {
  real_java=$(readlink -f "$java")
  line=$(grep '^JAVA_VERSION=' "${real_java%/bin/java}/release" 2>/dev/null) ||
    line=$("$java" -version 2>&1 | grep 'version "') || line=
  version=${line#*\"}
  version=${version%%[!0-9.]*}
  major=${version%%.*}
  if [ "${major:-0}" -lt 17 ]; then
    fail "$java is Java ${version:-of an unknown version}, but JDK 17 or later is needed; set JAVA_HOME"
  fi
}

# Sets compatibility: options that some JVMs want for what the libraries do, and others do not know.
compatibility_options() {
  compatibility=
  [ "$major" -lt 22 ] || compatibility="$compatibility --enable-native-access=ALL-UNNAMED"
  [ "$major" -lt 23 ] || compatibility="$compatibility --sun-misc-unsafe-memory-access=allow"
  # What the compiler needed while the server was young goes back to the system.
  ! trims_native_heap || compatibility="$compatibility -XX:TrimNativeHeapInterval=30000"
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

# Megabytes of memory that this process may use: of the machine or, when that is less, of the control groups it is in.
memory_megabytes() {
  bytes=$(awk '/^MemTotal:/ {print $2}' /proc/meminfo 2>/dev/null) && bytes=${bytes:+$((bytes * 1024))} || bytes=
  [ -n "$bytes" ] || bytes=$(sysctl -n hw.memsize 2>/dev/null) || bytes=$((4 << 30))
  for limit in $(cgroup_limits); do
    [ "$limit" -ge "$bytes" ] || bytes=$limit
  done
  echo $((bytes >> 20))
}

# Memory limits of this process's control groups, and of those around them, in bytes; version 2, then 1.
cgroup_limits() {
  [ -r /proc/self/cgroup ] || return 0
  while IFS=: read -r _ controllers group; do
    case $controllers in
      '') root=/sys/fs/cgroup file=memory.max ;;
      *memory*) root=/sys/fs/cgroup/memory file=memory.limit_in_bytes ;;
      *) continue ;;
    esac
    while :; do
      limit=
      { read -r limit; } 2>/dev/null <"$root$group/$file" || :
      case $limit in
        '' | *[!0-9]* | ????????????????*) ;; # none, "max", or the kernel's word for none
        *) echo "$limit" ;;
      esac
      [ -n "${group%/}" ] || break
      group=${group%/*}
    done
  done </proc/self/cgroup
}

# heap_options DIVISOR LEAST MOST: sets heap to options for a heap of a part of the memory, between so many megabytes. As much
# memory again as half the heap may be taken for network buffers.
heap_options() {
  if [ -n "${COMETMQ_HEAP:-}" ]; then
    case $COMETMQ_HEAP in
      *[0-9]g | *[0-9]G) megabytes=${COMETMQ_HEAP%?} unit=1024 ;;
      *[0-9]m | *[0-9]M) megabytes=${COMETMQ_HEAP%?} unit=1 ;;
      *) fail "COMETMQ_HEAP is $COMETMQ_HEAP, but takes megabytes or gigabytes such as 512m or 4g" ;;
    esac
    case $megabytes in
      *[!0-9]* | ???????*) fail "COMETMQ_HEAP is $COMETMQ_HEAP, but takes megabytes or gigabytes such as 512m or 4g" ;;
    esac
    megabytes=$((megabytes * unit))
    [ "$megabytes" -ge 64 ] || fail "COMETMQ_HEAP is $COMETMQ_HEAP, but a server needs 64m at least"
  else
    megabytes=$(($(memory_megabytes) / $1))
    [ "$megabytes" -ge "$2" ] || megabytes=$2
    [ "$megabytes" -le "$3" ] || megabytes=$3
  fi
  heap="-Xmx${megabytes}m -XX:MaxDirectMemorySize=$(((megabytes + 1) / 2))m"
}

# Sets class_path: the jars in an order that is the same in every file system and locale, as an archive of classes demands.
class_path() {
  class_path=$(LC_ALL=C; printf '%s:' "$COMETMQ_HOME"/lib/*.jar)
  class_path=${class_path%:}
}

# Sets archive: the archive of classes that `cometmq share` has made for this JVM and these jars, or nothing. The JVM starts
# faster with one. One that does not fit would be a warning of some JVMs, so the file beside it says what it was made for.
class_archive() {
  archive=$COMETMQ_HOME/lib/shared-$version.jsa
  for_java='' for_jars=''
  { read -r for_java && read -r for_jars; } 2>/dev/null <"$archive.for" || :
  if [ "$for_java" != "$real_java" ] || [ "$for_jars" != "$class_path" ] || [ ! -r "$archive" ]; then
    archive=
    return
  fi
  for jar in "$COMETMQ_HOME"/lib/*.jar; do
    if [ "$jar" -nt "$archive" ]; then
      archive=
      return
    fi
  done
}

# run_java LOGGING "JVM OPTIONS" MAIN ARGS...: becomes the JVM, so that this process is the program's.
run_java() {
  logging=$1
  options=$2
  shift 2
  [ -d "$COMETMQ_HOME/lib" ] || fail "$COMETMQ_HOME/lib is missing: this is not a packaged tree"
  find_java
  java_version
  compatibility_options
  class_path
  class_archive
  # Two arenas instead of eight per core: native memory of many threads does not scatter.
  MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  # As a variable, for a command line of the process that people can read.
  CLASSPATH=$class_path
  export MALLOC_ARENA_MAX CLASSPATH
  # Options are lists of words. shellcheck disable=SC2086
  exec "$java" $options $compatibility ${archive:+"-XX:SharedArchiveFile=$archive"} \
    "-Dcometmq.home=$COMETMQ_HOME" \
    "-Dcometmq.log.dir=$COMETMQ_LOG_DIR" \
    "-Dlogback.configurationFile=$COMETMQ_HOME/conf/$logging" \
    -Dfile.encoding=UTF-8 \
    ${JAVA_OPT_EXT:-} \
    "$@"
}
