# Ends the children of a godo process that died without ending them itself. $1: their record, $2: their folder.
# The godo process holds the other end of our standard input: however it dies, the input ends.
trap '' INT TERM HUP
cat > /dev/null

# A recorded pid is ended only while its command line still names the folder.
ours() {
    if [ -r "/proc/$1/cmdline" ]; then
        line=$(tr '\0' ' ' < "/proc/$1/cmdline")
    else
        line=$(ps -o args= -p "$1")
    fi
    case "$line" in *"$2"*) return 0 ;; *) return 1 ;; esac
}

[ -f "$1" ] || exit 0
record=$(cat "$1")
signal_all() {
    printf '%s\n' "$record" | while read -r pid started farewell name; do
        if [ -n "$pid" ] && ours "$pid" "$2"; then kill "-${1:-$farewell}" "$pid"; fi
    done
}
any_left() {
    printf '%s\n' "$record" | {
        while read -r pid rest; do
            if [ -n "$pid" ] && ours "$pid" "$1"; then exit 0; fi
        done
        exit 1
    }
}

signal_all "" "$2"
waited=0
while any_left "$2" && [ "$waited" -lt 15 ]; do
    sleep 1
    waited=$((waited + 1))
done
signal_all KILL "$2"
