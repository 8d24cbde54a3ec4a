package app.godo.users.person;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;

import java.util.List;
import jakarta.inject.Singleton;

/** Text is text: a password of digits that comes as a number has lost its leading zeros on the way. */
@Singleton
public class PlainText implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        for (var shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
    }
}
