package app.godo.events.matching;

/** What a Source says of whether an Event takes place. */
public enum Prospect {
    /** It is called off. */
    CALLED_OFF,
    /** It takes place, though perhaps at another time or place. */
    TAKES_PLACE,
    /** It is listed, and no word of that. */
    SILENT,
    /** It is listed no more, which may mean anything. */
    VANISHED
}
