package app.godo.wire.caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import java.util.LinkedHashMap;
import java.util.UUID;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;

/**
 * What somebody who looks for an intruder wants to read: one line of JSON each, in a category of its own. It names people by id,
 * never a secret, an e-mail address or what was typed; JSON keeps a line break in a user agent from beginning a line.
 */
@Singleton
public class SecurityLog {

    /** The category. */
    public static final String CATEGORY = "godo.security";

    private static final Logger LOG = Logger.getLogger(CATEGORY);

    private static final int LONGEST_AGENT = 200;
    private static final int FORBIDDEN = 403;

    private final ObjectWriter writer;

    SecurityLog(ObjectMapper mapper) {
        // some programs take more for the end of a line than JSON escapes by itself
        this.writer = mapper.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    }

    /**
     * Notes what happened in the request that is being answered.
     *
     * @param event a word, as {@code login-failed}
     * @param userId whom it concerns, null when that is nobody
     * @param sessionId null when there is none
     * @param reason a word or two of ours, null when the event says it
     */
    public void note(String event, UUID userId, UUID sessionId, String reason) {
        var client = Client.ofTheRequest();
        var line = new LinkedHashMap<String, Object>();
        line.put("event", event);
        line.put("user", userId);
        line.put("sid", sessionId);
        line.put("reason", reason);
        line.put("ip", client.address());
        line.put("agent", cut(client.agent()));
        try {
            LOG.info(writer.writeValueAsString(line));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @ServerResponseFilter
    void forbidden(ContainerResponseContext answer, RoutingContext request) {
        if (answer.getStatus() == FORBIDDEN) {
            AccessToken token = request.get(BearerTokens.TOKEN);
            note("forbidden", token == null ? null : token.userId(), token == null ? null : token.sessionId(), null);
        }
    }

    private static String cut(String agent) {
        return agent == null ? null : agent.substring(0, Math.min(LONGEST_AGENT, agent.length()));
    }
}
