package app.godo.wire.problem;

import app.godo.wire.rows.Outages;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import java.io.CharConversionException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The one place where a failure becomes an HTTP answer. */
@Singleton
public class ProblemMapper {

    @ServerExceptionMapper
    public Response refused(Refusal no, RoutingContext request) {
        var answer = answer(no.kind().status, no.code(), no.getMessage(), no.errors(), request);
        if (no.kind() == Refusal.Kind.UNAUTHENTICATED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (no.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, no.retryAfter().toSeconds()));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException violations, RoutingContext request) {
        var errors = violations.getConstraintViolations().stream()
                .map(ProblemMapper::errorOf)
                .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
                .toList();
        var detail = errors.stream()
                .map(error -> error.pointer() + " " + error.detail())
                .collect(Collectors.joining("; ", "Not valid: ", "."));
        return answer(422, "invalid-request", detail, errors, request).build();
    }

    /** The extension has a mapper of its own for this one, so it is named. */
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException json, RoutingContext request) {
        return unreadable(json, request);
    }

    /** A body in no encoding: the reader guesses UTF-16 or UTF-32 from its first bytes and stumbles over the next. */
    @ServerExceptionMapper
    public Response undecodable(CharConversionException garbage, RoutingContext request) {
        return malformed(request);
    }

    /** Of a request only: an answer that cannot be written is unexpected. */
    private static Response unreadable(JsonProcessingException json, RoutingContext request) {
        if (json instanceof UnrecognizedPropertyException unknown) {
            var error = new Problem.FieldError(
                    pointerOf(unknown),
                    "unknown-field",
                    "There is no field \"%s\".".formatted(unknown.getPropertyName()));
            return answer(422, "unknown-field", error.detail(), List.of(error), request)
                    .build();
        }
        if (json instanceof JsonMappingException wrong && !wrong.getPath().isEmpty()) {
            var error = new Problem.FieldError(pointerOf(wrong), "wrong-type", "This value does not fit the field.");
            return answer(
                            422,
                            "invalid-request",
                            "The value at %s does not fit.".formatted(error.pointer()),
                            List.of(error),
                            request)
                    .build();
        }
        return malformed(request);
    }

    private static Response malformed(RoutingContext request) {
        return answer(400, "malformed-json", "The body is not the JSON that was expected.", List.of(), request)
                .build();
    }

    @ServerExceptionMapper
    public Response framework(WebApplicationException http, RoutingContext request) {
        if (http.getCause() instanceof JsonProcessingException json) {
            return unreadable(json, request);
        }
        if (http instanceof NotFoundException && http.getCause() != null) {
            var parameter = queryParameterAtFault(http.getCause(), request);
            if (parameter != null) {
                var error =
                        new Problem.FieldError("?" + parameter, "wrong-type", "This value does not fit the parameter.");
                return answer(400, "malformed-request", detailOf(400), List.of(error), request)
                        .build();
            }
        }
        var status = http.getResponse().getStatus();
        var answer = answer(status, codeOf(status), detailOf(status), List.of(), request);
        var allow = http.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
    }

    @ServerExceptionMapper
    public Response unauthenticated(UnauthorizedException nobody, RoutingContext request) {
        return challenge("Bearer", request);
    }

    @ServerExceptionMapper
    public Response unauthenticated(AuthenticationFailedException invalid, RoutingContext request) {
        return invalid.getCause() instanceof Refusal no && no.kind() != Refusal.Kind.UNAUTHENTICATED
                ? refused(no, request)
                : challenge("Bearer error=\"invalid_token\"", request);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException no, RoutingContext request) {
        return answer(403, "forbidden", "This is not for you to do.", List.of(), request)
                .build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable bug, RoutingContext request) {
        if (Outages.isOne(bug)) {
            Log.warnf(
                    "%s %s: something it needs is away: %s",
                    request.request().method(), LoggedPath.of(request.normalizedPath()), bug.getMessage());
            return answer(503, "unavailable", "Something this needs is away; try again soon.", List.of(), request)
                    .header(HttpHeaders.RETRY_AFTER, 2)
                    .build();
        }
        if (Outages.isNoText(bug)) {
            return answer(422, "invalid-request", "No text may have U+0000 in it.", List.of(), request)
                    .build();
        }
        Log.errorf(
                bug,
                "unexpected failure of %s %s",
                request.request().method(),
                LoggedPath.of(request.normalizedPath()));
        return answer(500, "internal-error", "Something went wrong on our side.", List.of(), request)
                .build();
    }

    /**
     * The framework takes a query parameter that cannot be converted for a resource that is not there, as it does with a part of
     * the path. All it says is the value it could not convert.
     */
    private static String queryParameterAtFault(Throwable wrong, RoutingContext request) {
        var message = String.valueOf(wrong.getMessage());
        return request.queryParams().entries().stream()
                .filter(given -> message.contains('"' + given.getValue() + '"')
                        || message.contains("'" + given.getValue() + "'")
                        || (!given.getValue().isEmpty() && message.endsWith(given.getValue())))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static Response challenge(String challenge, RoutingContext request) {
        return answer(401, "unauthenticated", "Sign in: a valid access token is needed.", List.of(), request)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    private static Response.ResponseBuilder answer(
            int status, String code, String detail, List<Problem.FieldError> errors, RoutingContext request) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Problem.of(status, code, detail, Traces.urnOf(request.request()), errors));
    }

    private static Problem.FieldError errorOf(ConstraintViolation<?> violation) {
        var code = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return new Problem.FieldError(
                pointerOf(violation.getPropertyPath()), code.toLowerCase(Locale.ROOT), violation.getMessage());
    }

    /** The path without the method; a parameter that is not a bean is a query parameter. */
    private static String pointerOf(Path path) {
        var nodes = StreamSupport.stream(path.spliterator(), false).toList();
        var field = nodes.stream()
                .skip(2)
                .filter(node -> node.getKind() != ElementKind.CONTAINER_ELEMENT)
                .map(Path.Node::toString)
                .collect(Collectors.joining("."));
        return field.isEmpty() && nodes.size() > 1
                ? "?" + snake(nodes.get(1).getName())
                : "/"
                        + snake(field)
                                .replaceAll("\\[(\\d+)]", "/$1")
                                .replace('.', '/')
                                .replace("//", "/");
    }

    private static String pointerOf(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("/", "/", ""));
    }

    private static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static String codeOf(int status) {
        return switch (status) {
            case 400 -> "malformed-request";
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "body-too-large";
            case 415 -> "unsupported-media-type";
            case 503 -> "unavailable";
            case 504 -> "timed-out";
            default -> status < 500 ? "bad-request" : "internal-error";
        };
    }

    private static String detailOf(int status) {
        return switch (status) {
            case 404 -> "There is nothing here.";
            case 405 -> "This is not a method of this resource.";
            case 406 -> "The answer exists only as JSON.";
            case 413 -> "The body is too large.";
            case 415 -> "The body must be JSON.";
            default -> status < 500 ? "The request cannot be understood." : "Something went wrong on our side.";
        };
    }
}
