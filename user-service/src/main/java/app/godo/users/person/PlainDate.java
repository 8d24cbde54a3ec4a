package app.godo.users.person;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** A day, written {@code 1995-06-15} and in no other way: numbers, arrays and times of a day are somebody's mistake. */
public final class PlainDate extends StdScalarDeserializer<LocalDate> {

    private static final int LENGTH = "1995-06-15".length();

    public PlainDate() {
        super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING) || json.getText().length() != LENGTH) {
            return (LocalDate) context.handleUnexpectedToken(LocalDate.class, json);
        }
        try {
            return LocalDate.parse(json.getText());
        } catch (DateTimeParseException noDay) {
            return (LocalDate) context.handleWeirdStringValue(LocalDate.class, json.getText(), "no day");
        }
    }
}
