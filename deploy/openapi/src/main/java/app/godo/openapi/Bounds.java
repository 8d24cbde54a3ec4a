package app.godo.openapi;

import app.godo.wire.paging.Page;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.lang.annotation.Annotation;
import java.util.Collection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** How long and how large values are, as the code enforces it: by what stands at a field, or by what holds for all. */
final class Bounds {

    /** The gateway takes no body with more bytes ({@code godo.entrance.largest-body}). */
    static final int LARGEST_BODY = 1024 * 1024;

    /** The gateway takes no longer request line. */
    static final int LONGEST_TARGET = 8 * 1024;

    /** The gateway takes no more of header fields together ({@code godo.entrance.largest-head}). */
    static final int LARGEST_HEAD = 16 * 1024;

    /** The longest text that is kept is an Event's description, as the database says; everything else is shorter. */
    static final int LONGEST_TEXT = 20_000;

    /** Of a picture of a profile, in bytes ({@code godo.images.largest-body}). */
    static final int LARGEST_PICTURE = 5 * 1024 * 1024;

    static final int LARGEST_PAGE = Page.MAX_LIMIT;

    /** What JavaScript counts exactly. */
    static final long LARGEST_COUNT = (1L << 53) - 1;

    private static final String NO_CONTROL = "\\P{Cntrl}";

    /** Narrows a schema by the constraints of Jakarta Validation at a field or parameter. */
    static void narrow(ObjectNode schema, Collection<Annotation> constraints) {
        var list = "array".equals(schema.path("type").asText());
        for (var constraint : constraints) {
            switch (constraint) {
                case Size size -> {
                    schema.put(list ? "maxItems" : "maxLength", size.max());
                    if (size.min() > 0) {
                        schema.put(list ? "minItems" : "minLength", size.min());
                    }
                }
                case NotBlank text -> schema.put("minLength", 1).put("pattern", "\\S");
                case Pattern pattern ->
                    schema.put(
                            "pattern",
                            "^(?:" + pattern.regexp().replace(NO_CONTROL, "[^\\u0000-\\u001F\\u007F]") + ")$");
                case Min least -> schema.put("minimum", least.value());
                case Max most -> schema.put("maximum", most.value());
                case Positive positive -> schema.put("minimum", 1);
                case PositiveOrZero natural -> schema.put("minimum", 0);
                default -> {} // says nothing of size
            }
        }
    }

    private Bounds() {}
}
