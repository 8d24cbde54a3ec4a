package app.godo.reco.catalogue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;

import java.io.IOException;

/** An Event that is JSON already: an answer that holds it copies the bytes. */
public final class WrittenEvent implements JsonSerializable {

    private final SerializedString json;

    private WrittenEvent(SerializedString json) {
        this.json = json;
    }

    static WrittenEvent of(JsonNode event) {
        return new WrittenEvent(new SerializedString(event.toString()));
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeRawValue(json);
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(generator, provider);
    }
}
