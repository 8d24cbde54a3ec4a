package app.godo.social.chat;

import java.time.Instant;
import java.util.List;

/**
 * A message that members reported.
 *
 * @param reasons {@code spam|harassment|hate|scam|unsafe|other}, each once
 * @param reports how many reported it
 * @param firstAt since when
 */
record ReportedView(MessageView message, List<String> reasons, int reports, Instant firstAt) {}
