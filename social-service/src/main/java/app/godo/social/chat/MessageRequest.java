package app.godo.social.chat;

import java.util.UUID;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What somebody says.
 *
 * @param clientMsgId of the app's own making, a new one for each message: sent again, it is one message
 * @param replyTo the message it answers, null for none
 */
record MessageRequest(
        @NotBlank @Size(max = 4000) String body, @NotNull UUID clientMsgId, UUID replyTo) {}
