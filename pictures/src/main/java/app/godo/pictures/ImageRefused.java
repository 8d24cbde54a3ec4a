package app.godo.pictures;

/** What was sent does not become an image. */
public final class ImageRefused extends RuntimeException {

    private final transient Reason reason;

    /** Why, and the HTTP status and code that say so. */
    enum Reason {
        UNSUPPORTED(415, "image-unsupported", "A picture is a JPEG or PNG, and its Content-Type says which."),
        TOO_MANY_BYTES(413, "image-too-many-bytes", "The picture has too many bytes."),
        TOO_LARGE(422, "image-too-large", "The picture is too large: send one of fewer pixels."),
        UNREADABLE(422, "image-unreadable", "The picture cannot be read; it is damaged or incomplete."),
        TOO_SLOW(408, "image-too-slow", "The picture took too long to arrive."),
        ONE_AT_A_TIME(429, "one-picture-at-a-time", "A picture of yours is arriving already; wait for its answer."),
        BUSY(503, "busy", "Too many pictures arrive right now; try again in a moment.");

        final int status;
        final String code;
        final String detail;

        Reason(int status, String code, String detail) {
            this.status = status;
            this.code = code;
            this.detail = detail;
        }

        /** Whether the same picture may be taken in a moment. */
        boolean passes() {
            return this == BUSY || this == ONE_AT_A_TIME;
        }
    }

    ImageRefused(Reason reason) {
        super(reason.detail, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
