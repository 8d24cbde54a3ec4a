package app.godo.ingestion.ical;

import static app.godo.ingestion.testing.Reading.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.testing.Reading;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

class ReadingACalendarTest {

    private static final Reading OCTOBER = Reading.with(new IcalReader(), "2026-10-09");

    @Test
    void what_the_events_calendar_plugin_writes_becomes_a_listing() {
        var result = OCTOBER.of(calendar("""
                BEGIN:VTIMEZONE
                TZID:America/New_York
                BEGIN:DAYLIGHT
                TZOFFSETFROM:-0500
                TZOFFSETTO:+0900
                DTSTART:20260308T070000
                END:DAYLIGHT
                END:VTIMEZONE
                """, """
                DTSTART;TZID=America/New_York:20261009T180000
                DTEND;TZID=America/New_York:20261009T200000
                UID:10038442-1791568800-1791576000@www.example.org
                SUMMARY:After Hours\\, by lantern &#8217\\;
                DESCRIPTION:A walk. \\n\\n\\nPrice: $30/24 for Members \\nThe gate is wheelchair accessible.
                URL:https://www.example.org/event/after-hours-50/
                LOCATION:Hilltop Picnic Area\\, 11 Meadow Loop\\, New York\\, NY 10035\\, United States
                GEO:40.783232;-73.926214
                CATEGORIES:Walking Tour,Night\\, long
                ATTACH;FMTTYPE=image/jpeg:https://www.example.org/a.jpg
                """));

        var listing = result.only();
        assertEquals(List.of("10038442@www.example.org"), result.ids(), "the time is no part of the id");
        assertEquals("After Hours, by lantern ’", listing.title());
        assertEquals(moment("2026-10-09T18:00:00-04:00"), listing.startsAt(), "what VTIMEZONE says is not looked at");
        assertEquals(moment("2026-10-09T20:00:00-04:00"), listing.endsAt());
        assertEquals("America/New_York", listing.timeZone());
        assertEquals("Hilltop Picnic Area", listing.locationName());
        assertEquals("11 Meadow Loop, New York, NY 10035, United States", listing.locationAddress());
        assertEquals("Manhattan", listing.borough());
        assertEquals(40.783232, listing.latitude());
        assertEquals(2400, listing.priceMin());
        assertEquals(3000, listing.priceMax());
        assertFalse(listing.free());
        assertEquals("tours", listing.category());
        assertEquals(List.of("walking tour", "night, long"), listing.tags());
        assertEquals("https://www.example.org/a.jpg", listing.imageUrl());
        assertTrue(result.listings().getFirst().accessibility().stepFree());
    }

    @Test
    void two_of_the_same_name_at_the_same_place_stay_two() {
        var result = OCTOBER.of(calendar("", """
                DTSTART;TZID=America/New_York:20261009T180000
                UID:1-1791568800-1791576000@example.org
                SUMMARY:After Hours
                """, """
                DTSTART;TZID=America/New_York:20261009T183000
                UID:2-1791570600-1791577800@example.org
                SUMMARY:After Hours
                """));

        assertEquals(List.of("1@example.org", "2@example.org"), result.ids());
    }

    @Test
    void a_row_that_the_plugin_repeats_has_its_day_in_its_id() {
        var result = OCTOBER.of(calendar("", """
                DTSTART;VALUE=DATE:20261009
                UID:20261009T040000Z-403338@example.org
                SUMMARY:Exhibition
                """, """
                DTSTART;VALUE=DATE:20261010
                UID:20261010T040000Z-403338@example.org
                SUMMARY:Exhibition
                """));

        assertEquals(List.of("403338@example.org#2026-10-09", "403338@example.org#2026-10-10"), result.ids());
    }

    @ParameterizedTest
    @CsvSource({
        // the feed says UTC and means New York: as it stands, and as the Source says
        "TZID=UTC,         20261014T093000,  '',               2026-10-14T05:30:00-04:00",
        "TZID=UTC,         20261014T093000,  America/New_York, 2026-10-14T09:30:00-04:00",
        // no zone at all
        "X-A=b,            20261014T093000,  '',               2026-10-14T09:30:00-04:00",
        "X-A=b,            20261014T093000,  America/Denver,   2026-10-14T09:30:00-06:00",
        // a wrong one
        "TZID=Europe/Rome, 20261014T093000,  America/New_York, 2026-10-14T09:30:00-04:00",
        // moments are moments, whatever the Source says
        "X-A=b,            20261014T133000Z, America/Denver,   2026-10-14T09:30:00-04:00",
        // other names for zones
        "TZID=Eastern Standard Time, 20261014T093000, '',      2026-10-14T09:30:00-04:00",
        "TZID=Hawaiian Standard Time, 20261014T093000, '',     2026-10-14T09:30:00-10:00",
        "TZID=/mozilla.org/20050126_1/America/New_York, 20261014T093000, '', 2026-10-14T09:30:00-04:00",
        // the hour that comes twice is the first, the one that is skipped an hour later
        "TZID=America/New_York, 20261101T013000, '',           2026-11-01T01:30:00-04:00",
        "TZID=America/New_York, 20270314T023000, '',           2027-03-14T03:30:00-04:00",
    })
    void a_clock_time_is_in_its_zone_and_the_source_may_know_better(
            String parameter, String time, String sourceZone, String moment) {
        var reading = sourceZone.isEmpty() ? OCTOBER : OCTOBER.zone(sourceZone);

        var result = reading.of(calendar("", "DTSTART;%s:%s\nUID:a\nSUMMARY:Tour\n".formatted(parameter, time)));

        assertEquals(moment(moment), result.only().startsAt());
    }

    @Test
    void an_event_elsewhere_keeps_its_zone_when_the_source_has_one() {
        var result = OCTOBER.zone("America/New_York").of(calendar("", """
                DTSTART;TZID=UTC:20261014T093000
                UID:here
                SUMMARY:A
                """, """
                DTSTART;TZID=UTC:20261015T093000
                UID:here too
                SUMMARY:B
                """, """
                DTSTART;TZID=Europe/Amsterdam:20261014T093000
                UID:there
                SUMMARY:C
                """));

        assertEquals(
                moment("2026-10-14T09:30:00+02:00"), result.listing("there").startsAt());
        assertEquals("Europe/Amsterdam", result.listing("there").timeZone());
        assertEquals(moment("2026-10-14T09:30:00-04:00"), result.listing("here").startsAt());
    }

    @Test
    void a_zone_that_may_be_wrong_is_pointed_out() {
        var unset = OCTOBER.of(calendar("", "DTSTART;TZID=UTC:20261014T153000\nUID:a\nSUMMARY:A\n"));
        var nights = OCTOBER.of(calendar("", "DTSTART:20261014T043000\nUID:a\nSUMMARY:A\n"));
        var fine = OCTOBER.of(calendar("", "DTSTART:20261014T193000\nUID:a\nSUMMARY:A\n"));

        assertTrue(unset.readout().warnings().getFirst().startsWith("Clock times are in UTC"));
        assertTrue(nights.readout().warnings().getFirst().startsWith("1 of 1 begin between 1 and 6 at night"));
        assertEquals(List.of(), fine.readout().warnings());
    }

    @Test
    void dates_are_whole_days_and_the_last_is_in() {
        var one = OCTOBER.of(calendar("", "DTSTART;VALUE=DATE:20261031\nUID:a\nSUMMARY:A\n"))
                .only();
        var three = OCTOBER.of(
                        calendar("", "DTSTART;VALUE=DATE:20261031\nDTEND;VALUE=DATE:20261103\nUID:a\nSUMMARY:A\n"))
                .only();

        assertTrue(one.allDay());
        assertEquals(moment("2026-10-31T00:00:00-04:00"), one.startsAt());
        assertEquals(moment("2026-11-01T00:00:00-04:00"), one.endsAt());
        assertEquals(moment("2026-11-03T00:00:00-05:00"), three.endsAt(), "over the change of the clocks");
    }

    @Test
    void whole_days_of_outlook_are_as_many_as_it_says() {
        var three = OCTOBER.of(calendar("", """
                        DTSTART:20261030T000000
                        DTEND:20261102T000000
                        X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
                        UID:a
                        SUMMARY:A
                        """)).only();

        assertTrue(three.allDay());
        assertEquals(moment("2026-10-30T00:00:00-04:00"), three.startsAt());
        assertEquals(moment("2026-11-02T00:00:00-05:00"), three.endsAt());
    }

    @Test
    void a_weekly_class_stays_at_six_when_the_clocks_change_and_leaves_out_its_exceptions() {
        var result = OCTOBER.of(calendar("", """
                DTSTART:20260527T180000
                DTEND:20260527T190000
                RRULE:FREQ=WEEKLY;UNTIL=20261118T235959Z;INTERVAL=1;BYDAY=WE
                EXDATE:20261014T180000,20261111T180000
                UID:yoga
                SUMMARY:Yoga Wednesdays
                """));

        assertEquals(List.of("yoga/2026-10-21", "yoga/2026-10-28", "yoga/2026-11-04", "yoga/2026-11-18"), result.ids());
        assertEquals(
                moment("2026-10-28T18:00:00-04:00"),
                result.listing("yoga/2026-10-28").startsAt());
        assertEquals(
                moment("2026-11-04T18:00:00-05:00"),
                result.listing("yoga/2026-11-04").startsAt());
        assertEquals(
                moment("2026-11-04T19:00:00-05:00"),
                result.listing("yoga/2026-11-04").endsAt());
        assertEquals("wellness", result.listings().getFirst().category(), "its title says so");
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=MONTHLY;BYDAY=3WE;COUNT=3, 2026-10-21T19:00 2026-11-18T19:00",
        "FREQ=MONTHLY;BYDAY=-1SA;UNTIL=20261231, 2026-10-31T19:00 2026-11-28T19:00 2026-12-26T19:00",
        // the last evening is in although UTC would be past it
        "FREQ=DAILY;UNTIL=20261010T190000Z, 2026-10-08T19:00 2026-10-09T19:00 2026-10-10T19:00",
        "FREQ=DAILY;UNTIL=20261009, 2026-10-08T19:00 2026-10-09T19:00",
        "FREQ=YEARLY;COUNT=2, 2027-09-16T19:00",
    })
    void rules_are_worked_out_on_the_wall(String rule, String starts) {
        var result = OCTOBER.of(calendar("", "DTSTART:20260916T190000\nRRULE:%s\nUID:a\nSUMMARY:A\n".formatted(rule)));

        assertEquals(
                List.of(starts.split(" ")),
                result.listings().stream()
                        .map(each -> LocalDateTime.ofInstant(each.startsAt(), ZoneId.of(each.timeZone()))
                                .toString())
                        .toList());
    }

    @Test
    void a_series_that_is_over_is_passed_over_and_an_endless_one_is_bounded() {
        var over = OCTOBER.of(calendar(
                "", "DTSTART:20230330T070000\nRRULE:FREQ=WEEKLY;UNTIL=20250429T235959Z;BYDAY=WE\nUID:a\nSUMMARY:A\n"));
        var endless = OCTOBER.of(calendar("", "DTSTART:19980330T070000\nRRULE:FREQ=DAILY\nUID:a\nSUMMARY:A\n"));

        assertEquals(List.of(), over.readout().rows());
        assertEquals(
                Map.of("A series with no occurrence within a year from the moment of reading", 1),
                over.readout().passedOver());
        assertEquals(366, endless.ids().size());
    }

    @Test
    void what_is_said_of_one_occurrence_is_said_in_its_place() {
        var result = OCTOBER.of(calendar("", """
                DTSTART;TZID=America/New_York:20261013T120000
                DTEND;TZID=America/New_York:20261013T130000
                RECURRENCE-ID;TZID=America/New_York:20261012T110000
                UID:tour
                SUMMARY:Park Tour at noon
                """, """
                DTSTART;TZID=America/New_York:20261005T110000
                DTEND;TZID=America/New_York:20261005T120000
                RRULE:FREQ=WEEKLY;COUNT=5
                UID:tour
                SUMMARY:Park Tour
                """, """
                DTSTART;TZID=America/New_York:20261019T110000
                RECURRENCE-ID:20261019T150000Z
                STATUS:CANCELLED
                UID:tour
                SUMMARY:Park Tour
                """));

        assertEquals(List.of("tour/2026-10-12", "tour/2026-10-19", "tour/2026-10-26", "tour/2026-11-02"), result.ids());
        assertEquals("Park Tour at noon", result.listing("tour/2026-10-12").title());
        assertEquals(
                moment("2026-10-13T12:00:00-04:00"),
                result.listing("tour/2026-10-12").startsAt());
        assertEquals("cancelled", result.listing("tour/2026-10-19").scheduleStatus());
        assertNull(result.listing("tour/2026-10-26").scheduleStatus());
    }

    @Test
    void a_change_from_one_occurrence_on_holds_for_those_after_it() {
        var result = OCTOBER.of(calendar("", """
                DTSTART:20261012T110000
                RRULE:FREQ=WEEKLY;COUNT=4
                UID:tour
                SUMMARY:Park Tour
                """, """
                DTSTART:20261019T140000
                RECURRENCE-ID;RANGE=THISANDFUTURE:20261019T110000
                UID:tour
                SUMMARY:Afternoon Tour
                """));

        assertEquals(
                moment("2026-10-12T11:00:00-04:00"),
                result.listing("tour/2026-10-12").startsAt());
        assertEquals(
                moment("2026-10-26T14:00:00-04:00"),
                result.listing("tour/2026-10-26").startsAt());
        assertEquals("Afternoon Tour", result.listing("tour/2026-11-02").title());
    }

    @ParameterizedTest
    @CsvSource({"STATUS:CONFIRMED, scheduled", "STATUS:TENTATIVE,", "CLASS:PUBLIC,"})
    void what_is_not_said_to_take_place_is_told_without_a_status(String line, String status) {
        var listing = OCTOBER.of(calendar("", "DTSTART:20261014T180000\nUID:a\nSUMMARY:Meeting\n" + line + "\n"))
                .only();

        assertEquals(status, listing.scheduleStatus());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STATUS:CANCELLED\nSUMMARY:General Meeting",
                "SUMMARY:CANCELED: General Meeting",
                "SUMMARY:CANCELLED - General Meeting",
                "SUMMARY:General Meeting (Cancelled)",
                "X-LIVEWHALE-CANCELED:1\nSUMMARY:General Meeting",
            })
    void cancelled_in_every_dialect(String dialect) {
        var listing = OCTOBER.of(calendar("", "DTSTART:20261014T180000\nUID:a\n" + dialect + "\n"))
                .only();

        assertEquals("cancelled", listing.scheduleStatus());
        assertEquals("General Meeting", listing.title());
    }

    @Test
    void of_a_university_the_public_sees_what_is_for_the_public_and_what_is_called_off() {
        var result = OCTOBER.of(calendar("", """
                DTSTART;TZID=America/New_York:20261025T150000
                SUMMARY:Practice
                CATEGORIES:Arts
                X-LIVEWHALE-ID:1
                UID:20261025T190000Z-1@example.edu
                """, """
                DTSTART;VALUE=DATE:20261009
                SUMMARY:First Deadline to Request a Grade
                CATEGORIES:Open to the Public
                X-LIVEWHALE-ID:2
                UID:20261009T040000Z-2@example.edu
                """, """
                DTSTART;VALUE=DATE:20261009
                SUMMARY:Seminar on the Andes
                CATEGORIES:Conferences and Speakers,Free,Open to the Public
                X-LIVEWHALE-ID:3
                UID:20261009T040000Z-3@example.edu
                """, """
                DTSTART;VALUE=DATE:20261009
                SUMMARY:CANCELED: 3rd General Meeting
                X-LIVEWHALE-ID:4
                X-LIVEWHALE-CANCELED:1
                UID:20261009T040000Z-4@example.edu
                """));

        assertEquals(List.of("3@example.edu", "4@example.edu"), result.ids());
        assertTrue(result.listing("3@example.edu").free());
        assertEquals("talks", result.listing("3@example.edu").category());
        assertEquals(
                Map.of(
                        "Not for the public: its categories do not say so", 1,
                        "A date of the academic year, and no event", 1),
                result.readout().passedOver());
    }

    @Test
    void the_venue_of_the_source_is_where_nothing_else_is_said() {
        var bare = "DTSTART:20261014T180000\nUID:a\nSUMMARY:A\n";

        assertNull(OCTOBER.of(calendar("", bare)).only().locationName());
        assertEquals(
                "Bryant Park",
                OCTOBER.venue("Bryant Park").of(calendar("", bare)).only().locationName());
        assertEquals(
                "Elsewhere",
                OCTOBER.venue("Bryant Park")
                        .of(calendar("", bare + "LOCATION:Elsewhere\n"))
                        .only()
                        .locationName());
        assertEquals(
                "online",
                OCTOBER.venue("Bryant Park")
                        .of(calendar("", bare + "LOCATION:https://us02web.zoom.us/j/1\n"))
                        .only()
                        .locationKind());
    }

    @Test
    void what_cannot_be_read_is_set_aside_and_the_rest_is_read() {
        var result = OCTOBER.of(calendar("", """
                DTSTART:20261301T180000
                UID:month
                SUMMARY:A
                """, """
                UID:none
                SUMMARY:A
                """, """
                DTSTART:20261014T180000
                UID:untitled
                """, """
                DTSTART:20261014T180000
                RRULE:FREQ=SECONDLY
                UID:often
                SUMMARY:A
                """, """
                DTSTART:20261014T180000
                RRULE:every now and then
                UID:rule
                SUMMARY:A
                """, """
                DTSTART:19260514T180000
                UID:past
                SUMMARY:A
                """, """
                this is no line of a calendar
                DTSTART:20261014T180000
                UID:good
                SUMMARY:A
                """));

        assertEquals(List.of("good"), result.ids());
        assertEquals(
                List.of(
                        "There is no such DTSTART: 20261301T180000",
                        "The event has no DTSTART",
                        "The row has no title",
                        "The RRULE repeats it more than twice a day",
                        "The RRULE has no frequency",
                        "The date 1926-05-14 cannot be"),
                result.reasons());
    }

    @Test
    void an_end_that_makes_no_sense_is_unknown() {
        var before = OCTOBER.of(calendar("", "DTSTART:20261014T180000\nDTEND:20261013T180000\nUID:a\nSUMMARY:A\n"));
        var words = OCTOBER.of(calendar("", "DTSTART:20261014T180000\nDTEND:late\nUID:a\nSUMMARY:A\n"));
        var lasting = OCTOBER.of(calendar("", "DTSTART:20261014T180000\nDURATION:PT1H30M\nUID:a\nSUMMARY:A\n"));

        assertNull(before.only().endsAt());
        assertNull(words.only().endsAt());
        assertEquals(moment("2026-10-14T19:30:00-04:00"), lasting.only().endsAt());
    }

    @Test
    void the_later_version_of_an_event_counts() {
        var result = OCTOBER.of(calendar("", """
                DTSTART:20261014T180000
                UID:a
                SEQUENCE:2
                SUMMARY:New
                """, """
                DTSTART:20261014T180000
                UID:a
                SEQUENCE:1
                SUMMARY:Old
                """));

        assertEquals("New", result.only().title());
    }

    @ParameterizedTest
    @DisplayName("A-41: what is no calendar is refused as a whole")
    @ValueSource(strings = {"", "<html>Sign in</html>", "{}", "BEGIN:VCARD\nEND:VCARD"})
    void what_is_no_calendar_is_refused_as_a_whole(String body) {
        assertThrows(FeedFailure.class, () -> OCTOBER.of(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UID:a\nRRULE:FREQ=DAILY;COUNT=3\n", "UID:a\nRDATE:20261010T190000\n", "LOCATION:Pier\n"})
    void what_is_moved_to_another_hour_is_the_same(String lines) {
        var event = "DTSTART:20261009T%s00\nSUMMARY:Tour\n" + lines;

        assertEquals(
                OCTOBER.of(calendar("", event.formatted("1000"))).ids(),
                OCTOBER.of(calendar("", event.formatted("1130"))).ids());
    }

    @Test
    void two_a_day_stay_apart_and_the_last_keeps_its_id_when_the_first_has_begun() {
        var matinee = "DTSTART:20261009T140000\nSUMMARY:Tour\n";
        var evening = "DTSTART:20261009T190000\nSUMMARY:Tour\n";
        var both = OCTOBER.of(calendar("", matinee, evening)).ids();

        assertEquals(2, both.stream().distinct().count());
        assertEquals(both.subList(1, 2), OCTOBER.of(calendar("", evening)).ids());
        assertEquals(
                List.of("a/2026-10-09#2", "a/2026-10-09", "a/2026-10-10#2", "a/2026-10-10"),
                OCTOBER.of(
                                calendar(
                                        "",
                                        "DTSTART:20261009T140000\nUID:a\nSUMMARY:Tour\nRRULE:FREQ=DAILY;COUNT=4;BYHOUR=14,19\n"))
                        .ids());
    }

    @Test
    void of_two_versions_of_an_occurrence_the_last_counts() {
        var result = OCTOBER.of(calendar("", """
                DTSTART:20261010T100000
                UID:a
                RECURRENCE-ID:20261010T090000
                SEQUENCE:1
                SUMMARY:First
                """, """
                DTSTART:20261010T110000
                UID:a
                RECURRENCE-ID:20261010T090000
                SEQUENCE:2
                SUMMARY:Second
                """));

        assertEquals("Second", result.only().title());
        assertEquals(List.of("a/2026-10-10"), result.ids());
    }

    @Test
    void a_zone_that_only_the_calendar_knows_is_the_one_with_its_offsets() {
        var zone = """
                BEGIN:VTIMEZONE
                TZID:Customized Time Zone
                BEGIN:STANDARD
                TZOFFSETFROM:-0700
                TZOFFSETTO:-0800
                DTSTART:16011104T020000
                END:STANDARD
                BEGIN:DAYLIGHT
                TZOFFSETFROM:-0800
                TZOFFSETTO:-0700
                DTSTART:16010311T020000
                END:DAYLIGHT
                END:VTIMEZONE
                """;

        var result =
                OCTOBER.of(calendar(zone, "DTSTART;TZID=Customized Time Zone:20261014T093000\nUID:a\nSUMMARY:Tour\n"));

        assertEquals(moment("2026-10-14T09:30:00-07:00"), result.only().startsAt());
        assertEquals(List.of(), result.readout().warnings());
    }

    @Test
    void what_a_rule_excepts_does_not_take_place() {
        var result = OCTOBER.of(calendar("", """
                DTSTART:20261009T100000
                RRULE:FREQ=DAILY;COUNT=4
                EXRULE:FREQ=DAILY;INTERVAL=2;COUNT=2
                RDATE;VALUE=PERIOD:20261020T100000/PT2H,20261021T100000/20261021T120000
                UID:a
                SUMMARY:Tour
                """));

        assertEquals(List.of("a/2026-10-10", "a/2026-10-12", "a/2026-10-20", "a/2026-10-21"), result.ids());
    }

    @Test
    void a_styled_description_is_read_where_there_is_no_other() {
        var event =
                "DTSTART:20261009T100000\nUID:a\nSUMMARY:Tour\nX-ALT-DESC;FMTTYPE=text/html:<p>By <b>lantern</b></p>\n";

        assertEquals("By lantern", OCTOBER.of(calendar("", event)).only().description());
        assertEquals(
                "Plain",
                OCTOBER.of(calendar("", event + "DESCRIPTION:Plain\n")).only().description());
    }

    @Test
    void the_recorded_calendars_are_read() {
        // counted with another program: dateutil
        assertEquals(
                242 + 21,
                Reading.with(new IcalReader(), "2004-03-17")
                        .ofFile("/ical/ical4j_Australian_TV_Melbourne.ics")
                        .ids()
                        .size());
        assertEquals(
                261,
                Reading.with(new IcalReader(), "2016-10-28")
                        .ofFile("/ical/icalendar_x_location.ics")
                        .ids()
                        .size());
        assertEquals(21, OCTOBER.ofFile("/ical/ical4j_bears.ics").listings().size());
        assertEquals(
                moment("2014-08-29T08:00:00-04:00"),
                OCTOBER.ofFile("/ical/icalendar_america_new_york.ics").only().startsAt());
        assertEquals(
                moment("2011-11-09T19:00:00-07:00"),
                OCTOBER.ofFile("/ical/nodeical_meetup-timed-tz.ics").only().startsAt());
    }

    @Test
    void the_recorded_series_with_exceptions_and_a_moved_one_is_eight() {
        var result = Reading.with(new IcalReader(), "2015-07-06")
                .ofFile("/ical/nodeical_daily-count-exdate-recurrence-id.ics");

        assertEquals(8, result.ids().size());
        var moved = result.listing("0000001/2015-07-07");
        assertEquals("More Treasure Hunting", moved.title());
        assertEquals(moment("2015-07-09T15:00:00-07:00"), moved.startsAt());
        assertNull(moved.endsAt(), "it ends before it starts");
        assertFalse(result.ids().contains("0000001/2015-07-08"));
    }

    private static String calendar(String head, String... events) {
        var text = new StringBuilder("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n").append(head);
        for (var event : events) {
            text.append("BEGIN:VEVENT\n").append(event).append("END:VEVENT\n");
        }
        return text.append("END:VCALENDAR\n").toString();
    }
}
