#!/bin/sh
# Lets the programs of a tree do their work once and notes which classes they load: train.sh TREE. Part of the build.
# The list goes into the tree; with it, `cometmq share` makes the archive of classes of one JVM, here at once for that of the build.
set -eu
tree=$1
work=$(mktemp -d)
servers=
end() {
  for server in $servers; do kill "$server" 2>/dev/null || :; done
  for server in $servers; do wait "$server" 2>/dev/null || :; done
  rm -rf "$work"
}
trap end EXIT

export COMETMQ_LOG_DIR="$work/logs"
unset NAMESRV_ADDR JAVA_OPT_EXT COMETMQ_HEAP || :

# note NAME SCRIPT ARGUMENTS...: becomes the script, whose JVM keeps the list of the classes that it loads.
note() {
  JAVA_OPT_EXT="-XX:DumpLoadedClassList=$work/$1.lst -Duser.home=$work"
  export JAVA_OPT_EXT
  script=$2
  shift 2
  exec sh "$tree/bin/$script" "$@"
}

# await FILE TEXT: until the text stands in the file.
await() {
  tries=0
  until grep -q "$2" "$1" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ]; then
      echo "train.sh: a server has not come up:" >&2
      cat "$1" >&2
      exit 1
    fi
    sleep 0.1
  done
}

# Any free ports; the servers say which.
printf '%s\n' listenPort=0 bindAddress=127.0.0.1 >"$work/namesrv.conf"
note namesrv mqnamesrv -c "$work/namesrv.conf" >"$work/namesrv.out" 2>&1 &
servers="$!"
await "$work/namesrv.out" 'is ready'
NAMESRV_ADDR=$(sed -n 's/.*reach it at \([0-9.:]*\).*/\1/p' "$work/namesrv.out")
export NAMESRV_ADDR
printf '%s\n' listenPort=0 bindAddress=127.0.0.1 brokerIP1=127.0.0.1 brokerName=training \
  "storePathRootDir=$work/store" mappedFileSizeCommitLog=1048576 >"$work/broker.conf"
note broker mqbroker -c "$work/broker.conf" >"$work/broker.out" 2>&1 &
servers="$! $servers"
await "$work/broker.out" 'is ready'
broker=$(sed -n 's/.*clients are told \([0-9.:]*\).*/\1/p' "$work/broker.out")

(note create mqadmin updateTopic -b "$broker" -t Training) >>"$work/admin.out"
tries=0
until (note route mqadmin topicRoute -t Training) >>"$work/admin.out" 2>&1 || [ "$tries" -ge 20 ]; do
  tries=$((tries + 1))
done
(note send mqadmin sendMessage -t Training -p text -k key) >>"$work/admin.out"
(note read mqadmin consumeMessage -t Training) >>"$work/admin.out"
(note cluster mqadmin clusterList) >>"$work/admin.out"
(note topics mqadmin topicList --output json) >>"$work/admin.out"
for server in $servers; do kill "$server"; done
for server in $servers; do wait "$server" 2>/dev/null || :; done
servers=

# Comment lines of the first list only; what several programs load is named once.
cat "$work"/*.lst | grep -v '^#' | LC_ALL=C sort -u >"$tree/lib/classes.lst"
[ "$(wc -l <"$tree/lib/classes.lst")" -gt 1000 ] || { echo "train.sh: hardly any classes were noted" >&2; exit 1; }
unset JAVA_OPT_EXT
sh "$tree/bin/cometmq" share
