package app.godo.social.chat;

/**
 * How far the caller has read.
 *
 * @param lastSeq the place of the last message read, 0 before the first
 * @param unreadCount what came after it from others, 100 for as many or more
 */
record ReadView(long lastSeq, int unreadCount) {}
