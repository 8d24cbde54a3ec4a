package app.godo.ingestion.ical;

import app.godo.ingestion.reading.NotAListing;
import biweekly.ICalDataType;
import biweekly.ICalVersion;
import biweekly.io.ParseContext;
import biweekly.io.scribe.property.RecurrenceRuleScribe;
import biweekly.parameter.ICalParameters;
import biweekly.util.Frequency;
import biweekly.util.Recurrence;

import java.util.Set;

/** How a VEVENT repeats, as far as a public Event does. */
final class Rule {

    /** @throws NotAListing when it cannot be read, or repeats oftener than twice a day */
    static Recurrence of(String text) {
        var context = new ParseContext();
        context.setVersion(ICalVersion.V2_0);
        try {
            var rule = new RecurrenceRuleScribe()
                    .parseText(text, ICalDataType.RECUR, new ICalParameters(), context)
                    .getValue();
            mustBeSane(rule);
            return rule;
        } catch (NotAListing reason) {
            throw reason;
        } catch (RuntimeException unreadable) {
            throw new NotAListing("The RRULE cannot be read: " + (text.length() > 80 ? text.substring(0, 80) : text));
        }
    }

    private static void mustBeSane(Recurrence rule) {
        if (rule == null || rule.getFrequency() == null) {
            throw new NotAListing("The RRULE has no frequency");
        }
        var often = Set.of(Frequency.SECONDLY, Frequency.MINUTELY, Frequency.HOURLY)
                        .contains(rule.getFrequency())
                || rule.getByHour().size() * Math.max(1, rule.getByMinute().size()) > 2
                || !rule.getBySecond().isEmpty();
        if (often) {
            throw new NotAListing("The RRULE repeats it more than twice a day");
        }
        if (rule.getInterval() != null && (rule.getInterval() < 1 || rule.getInterval() > 1000)) {
            throw new NotAListing("The RRULE has no interval that can be");
        }
    }

    private Rule() {}
}
