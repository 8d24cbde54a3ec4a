package app.godo.ingestion.offline;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.kinds.Kinds;
import app.godo.ingestion.sources.Connector;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.SourceSettings;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * Reads one recorded payload with the classes of the live path and prints, a JSON object a line, its Events, then what could not be
 * read and why, then what it was in all.
 *
 * <p>Ends with 0 when it was read, whatever of it was set aside; 1 when the file is not of the kind; 2 when it was asked wrongly or
 * the file cannot be had.
 */
public final class Ingest {

    private static final int READ = 0;
    private static final int NOT_OF_THE_KIND = 1;
    private static final int ASKED_WRONGLY = 2;

    private static final String USAGE = """
            ./godo ingest KIND FILE [--zone ZONE] [--venue NAME] [--at TIME]

            KIND     one of %s
            --zone   the zone of the feed's clock times, where it says none or a wrong one, e.g. America/New_York
            --venue  where its events take place when it does not say
            --at     the moment of reading, e.g. 2026-10-09 or 2026-10-09T12:00:00-04:00; otherwise now""";

    public static void main(String[] arguments) {
        var out = new PrintStream(new java.io.BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8);
        var end = run(arguments, out, System.err);
        out.flush();
        System.exit(end);
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            var asked = Asked.of(arguments);
            var payload = new Payload(Files.readAllBytes(asked.file()), null);
            var readout = asked.reader().read(payload, asked.settings());
            new Lines(out, asked.settings()).print(asked.reader().kind(), asked.file(), readout);
            return READ;
        } catch (WronglyAsked reason) {
            err.println(reason.getMessage());
            err.println();
            err.println(USAGE.formatted(String.join(", ", Kinds.names())));
            return ASKED_WRONGLY;
        } catch (NoSuchFileException missing) {
            err.println("There is no file %s.".formatted(missing.getMessage()));
            return ASKED_WRONGLY;
        } catch (IOException unreadable) {
            err.println("The file cannot be read: %s.".formatted(unreadable.getMessage()));
            return ASKED_WRONGLY;
        } catch (FeedFailure failure) {
            err.println(failure.getMessage() + ".");
            return NOT_OF_THE_KIND;
        }
    }

    private record Asked(Reader reader, Path file, SourceSettings settings) {

        static Asked of(String[] arguments) {
            String kind = null;
            String file = null;
            String zone = null;
            String venue = null;
            String at = null;
            for (var i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--zone" -> zone = value(arguments, ++i);
                    case "--venue" -> venue = value(arguments, ++i);
                    case "--at" -> at = value(arguments, ++i);
                    default -> {
                        if (arguments[i].startsWith("--") || file != null) {
                            throw new WronglyAsked("What is %s?".formatted(arguments[i]));
                        }
                        if (kind == null) {
                            kind = arguments[i];
                        } else {
                            file = arguments[i];
                        }
                    }
                }
            }
            if (kind == null || file == null) {
                throw new WronglyAsked("A kind and a file are needed.");
            }
            var known = kind;
            var reader = Kinds.of(kind)
                    .map(Connector::reader)
                    .orElseThrow(() -> new WronglyAsked("There is no kind %s: it is one of %s."
                            .formatted(known, String.join(", ", Kinds.names()))));
            var zoneId = zone == null ? null : zone(zone);
            var settings = new SourceSettings(
                    reader.kind().replace('-', '_'),
                    zoneId,
                    null,
                    venue == null || venue.isBlank() ? null : venue.strip(),
                    at == null ? Instant.now() : at(at, zoneId == null ? SourceSettings.NEW_YORK : zoneId));
            return new Asked(reader, Path.of(file), settings);
        }

        private static String value(String[] arguments, int i) {
            if (i >= arguments.length) {
                throw new WronglyAsked("%s needs a value.".formatted(arguments[i - 1]));
            }
            return arguments[i];
        }

        private static ZoneId zone(String name) {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException unknown) {
                throw new WronglyAsked(
                        "There is no zone %s: an IANA name such as America/New_York is meant.".formatted(name));
            }
        }

        private static Instant at(String text, ZoneId zone) {
            try {
                return switch (text.length()) {
                    case 10 -> LocalDate.parse(text).atStartOfDay(zone).toInstant();
                    default ->
                        text.matches(".*(?:[Zz]|[+-]\\d{2}:?\\d{2})$")
                                ? OffsetDateTime.parse(text).toInstant()
                                : LocalDateTime.parse(text).atZone(zone).toInstant();
                };
            } catch (DateTimeException unreadable) {
                throw new WronglyAsked("%s is no time: one like 2026-10-09T12:00:00-04:00 is meant.".formatted(text));
            }
        }
    }

    private static final class WronglyAsked extends RuntimeException {
        WronglyAsked(String message) {
            super(message, null, false, false);
        }
    }

    private Ingest() {}
}
