package app.godo.swipes.calendar;

/**
 * Where a calendar program finds the caller's calendar.
 *
 * @param path beneath the fleet's own address; whoever has it reads the calendar, and it is not told again
 */
record FeedView(String path) {

    static FeedView of(FeedToken token) {
        return new FeedView("/api/v1/calendar/" + token.text() + ".ics");
    }
}
