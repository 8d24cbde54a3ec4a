package app.godo.wire.problem;

import com.fasterxml.jackson.annotation.JsonInclude;

import java.net.URI;
import java.util.List;

/**
 * An answer that is not what was asked for (RFC 9457).
 *
 * @param type {@code /problems/<code>}, documented and stable
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what happened, for a person; never names a class, a query or another person's secret
 * @param instance the request's trace, as a URN; absent from what became of one of several in a request
 * @param code the stable word a program may branch on
 * @param errors the fields at fault, absent unless it is about fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        URI type, String title, int status, String detail, String instance, String code, List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One field at fault.
     *
     * @param pointer RFC 6901 pointer into the request body, or {@code ?name} for a query parameter
     */
    public record FieldError(String pointer, String code, String detail) {}

    public static Problem of(int status, String code, String detail, String instance) {
        return of(status, code, detail, instance, List.of());
    }

    public static Problem of(int status, String code, String detail, String instance, List<FieldError> errors) {
        return new Problem(URI.create("/problems/" + code), titleOf(status), status, detail, instance, code, errors);
    }

    private static String titleOf(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 426 -> "Upgrade Required";
            case 428 -> "Precondition Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> status < 500 ? "Bad Request" : "Internal Server Error";
        };
    }
}
