package app.godo.ingestion.registry;

import app.godo.ingestion.kinds.Kinds;
import app.godo.ingestion.sources.Licence;
import app.godo.ingestion.sources.Source;
import app.godo.ingestion.sources.WrongSetting;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.Refusal;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a Source may be. */
final class SourceRules {

    private static final int MOST_URLS = 100;
    private static final int LONGEST_URL = 2000;
    private static final int LARGEST_SETTINGS = 16 * 1024;
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final Duration LONGEST = Duration.ofDays(7);

    /** The form as it is kept: what is left out is as it is for most. */
    static SourceForm complete(SourceForm form) {
        return new SourceForm(
                form.name(),
                form.kind(),
                form.urls() == null ? List.of() : form.urls(),
                form.zone(),
                form.floatingZone(),
                stripped(form.venue()),
                stripped(form.licence()),
                stripped(form.attribution()),
                form.showsProse() == null || form.showsProse(),
                form.keepsPayloads() == null || form.keepsPayloads(),
                form.redistributable() != null && form.redistributable(),
                form.syncFrequency() == null ? Duration.ofHours(4) : form.syncFrequency(),
                form.requestsPerHour(),
                form.requestsPerDay(),
                form.keyName(),
                form.settings() == null || form.settings().isNull()
                        ? JsonNodeFactory.instance.objectNode()
                        : form.settings(),
                form.isActive() == null || form.isActive());
    }

    /**
     * The Source that a complete form describes.
     *
     * @throws InvalidField when it cannot be one
     */
    static Source check(UUID id, SourceForm form, Instant now) {
        must(
                form.name() != null && form.name().matches("[a-z][a-z0-9_]{0,49}"),
                "/name",
                "A name is of lower case"
                        + " letters, digits and underscores, begins with a letter and has at most 50 of them.");
        var connector = form.kind() == null ? null : Kinds.of(form.kind()).orElse(null);
        must(connector != null, "/kind", "A kind is one of %s.".formatted(String.join(", ", Kinds.names())));
        must(form.urls().size() <= MOST_URLS, "/urls", "There are at most %d addresses.".formatted(MOST_URLS));
        for (var i = 0; i < form.urls().size(); i++) {
            must(
                    isFeed(form.urls().get(i)),
                    "/urls/" + i,
                    "An address begins with http:// or https://, and names a host and nobody's password.");
        }
        mustBeZone(form.zone(), "/zone");
        mustBeZone(form.floatingZone(), "/floating_zone");
        mustFit(form.venue(), 255, "/venue");
        mustFit(form.licence(), 100, "/licence");
        mustFit(form.attribution(), 500, "/attribution");
        must(
                form.syncFrequency().compareTo(Duration.ofMinutes(1)) >= 0
                        && form.syncFrequency().compareTo(LONGEST) <= 0,
                "/sync_frequency",
                "It is read at most every minute and at least every week.");
        mustBeQuota(form.requestsPerHour(), "/requests_per_hour");
        mustBeQuota(form.requestsPerDay(), "/requests_per_day");
        must(
                form.keyName() == null || form.keyName().matches("[a-z][a-z0-9-]{0,49}"),
                "/key_name",
                "This is what the configuration calls the key, and not the key.");
        must(
                form.settings().isObject() && form.settings().toString().length() <= LARGEST_SETTINGS,
                "/settings",
                "Settings are an object of at most %d characters.".formatted(LARGEST_SETTINGS));
        var source = source(id, form, connector.reader().kind());
        try {
            connector.first(source, now);
        } catch (WrongSetting wrong) {
            throw new InvalidField(wrong.pointer(), wrong.code(), wrong.getMessage());
        }
        return source;
    }

    /** The Source of a form that has been checked. */
    static Source source(UUID id, SourceForm form, String kind) {
        return new Source(
                id,
                form.name(),
                kind,
                form.urls(),
                form.zone() == null ? null : ZoneId.of(form.zone()),
                form.floatingZone() == null ? null : ZoneId.of(form.floatingZone()),
                form.venue(),
                new Licence(
                        form.licence(),
                        form.attribution(),
                        form.showsProse(),
                        form.keepsPayloads(),
                        form.redistributable()),
                form.requestsPerHour(),
                form.requestsPerDay(),
                form.keyName(),
                form.settings());
    }

    private static boolean isFeed(String url) {
        try {
            var address = url == null || url.length() > LONGEST_URL ? null : new URI(url);
            return address != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getFragment() == null;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    private static void mustBeZone(String zone, String pointer) {
        must(zone == null || ZONES.contains(zone), pointer, "This is not the name of a time zone.");
    }

    private static void mustBeQuota(Integer requests, String pointer) {
        must(requests == null || requests >= 1 && requests <= 1_000_000, pointer, "A quota is from 1 to 1000000.");
    }

    private static void mustFit(String text, int longest, String pointer) {
        must(
                text == null || text.length() <= longest && text.indexOf('\0') < 0,
                pointer,
                "This has at most %d characters.".formatted(longest));
    }

    private static void must(boolean condition, String pointer, String otherwise) {
        Refusal.when(!condition, () -> new InvalidField(pointer, "invalid", otherwise));
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private SourceRules() {}
}
