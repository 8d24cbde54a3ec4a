package app.godo.local;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs something when the last of the watched processes has ended. */
final class Watch {
    private final Set<Long> watched = ConcurrentHashMap.newKeySet();
    private final Runnable whenAllEnded;

    Watch(Runnable whenAllEnded) {
        this.whenAllEnded = whenAllEnded;
    }

    void add(long pid) {
        if (watched.add(pid)) {
            ProcessHandle.of(pid)
                    .ifPresentOrElse(process -> process.onExit().thenRun(() -> ended(pid)), () -> ended(pid));
        }
    }

    private void ended(long pid) {
        watched.remove(pid);
        if (watched.isEmpty()) {
            // not on this thread: all word of ended processes comes by it, also to whoever stops something now
            new Thread(whenAllEnded, "all ended").start();
        }
    }
}
