package app.godo.gateway.routing;

/**
 * Paths that gateway and service cannot understand differently: unreserved characters only, no escapes, no empty segments, no
 * dots that lead elsewhere. No path of ours needs anything else, so that nothing must be normalised.
 */
final class SafePath {

    static boolean isSafe(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        var segment = 1;
        for (var i = 1; i <= path.length(); i++) {
            var end = i == path.length();
            if (!end && path.charAt(i) != '/') {
                if (!isUnreserved(path.charAt(i))) {
                    return false;
                }
                continue;
            }
            var length = i - segment;
            if (isDots(path, segment, length) || length == 0 && !end) {
                return false;
            }
            segment = i + 1;
        }
        return true;
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || "-._~".indexOf(c) >= 0;
    }

    private static boolean isDots(String path, int from, int length) {
        return length == 1 && path.charAt(from) == '.' || length == 2 && path.startsWith("..", from);
    }

    private SafePath() {}
}
