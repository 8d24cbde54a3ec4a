package app.godo.notifications.realtime;

/**
 * What an app says over its socket.
 *
 * @param type {@code auth|subscribe|ack|ping}
 * @param token with {@code auth}: the access token
 * @param topic with {@code subscribe}
 * @param since with {@code subscribe}: the id of the last frame that arrived
 * @param id with {@code ack}: the frame that was shown
 */
record ClientFrame(String type, String token, String topic, String since, String id) {}
