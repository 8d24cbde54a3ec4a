# Ends the children of a godo process that died without ending them itself. $1: their record, $2: their folder.
# The godo process holds the other end of our standard input: however it dies, the input ends.
trap '' INT TERM HUP
last_words=$(cat)
record=$1 folder=$2

# A recorded pid is a child only while it has its start time and still names the folder.
recorded() {
    [ -f "$record" ] || return 0
    while read -r pid started farewell name; do
        stat=$(cat "/proc/$pid/stat" 2> /dev/null) || continue
        set -- ${stat##*) } # from the third field on; the start time is the 22nd
        if [ "${20}" = "$started" ] && grep -qF -- "$folder" "/proc/$pid/cmdline"; then echo "$pid $farewell"; fi
    done < "$record"
}

# What was started in the moment of the death is in no record; see Strays.java.
strays() {
    for file in $(grep -lsF -- "$folder" /proc/[0-9]*/cmdline); do
        pid=${file#/proc/} pid=${pid%/cmdline}
        case "$(readlink "/proc/$pid/exe")" in
            */postgres | */pg_ctl | */initdb) if grep -qzxF -- "$folder/postgres" "$file"; then echo "$pid INT"; fi ;;
            "$folder"/redis/*) echo "$pid TERM" ;;
            */java) if grep -qzxF -e "-Dgodo.home=$folder" "$file"; then echo "$pid TERM"; fi ;;
        esac
    done
}

living() { { recorded; strays; } | sort -u; }

signal() {
    while read -r pid farewell; do kill "-${1:-$farewell}" "$pid"; done
}

# One look is enough after an orderly end. After a death something may be about to start, so nobody must be left twice.
quiet=0 looks=0
[ "$last_words" != "closed" ] || quiet=1
while [ "$looks" -lt 30 ]; do
    left=$(living)
    if [ -z "$left" ]; then
        quiet=$((quiet + 1))
        [ "$quiet" -lt 2 ] || exit 0
    else
        quiet=0
        echo "$left" | signal
    fi
    sleep 0.5
    looks=$((looks + 1))
done
living | signal KILL
