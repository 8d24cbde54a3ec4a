package app.godo.ingestion.sources;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings of a row, value by value as its kind asks for them; each that is wrong says where it stands. */
public final class Settings {

    private final JsonNode settings;
    private final Set<String> asked = new HashSet<>();

    private Settings(JsonNode settings) {
        this.settings = settings;
    }

    public static Settings of(Source source) {
        return new Settings(source.settings());
    }

    /** The addresses of a kind whose Sources are each somewhere else. */
    public static List<String> urls(Source source) {
        if (source.urls().isEmpty()) {
            throw new WrongSetting(
                    "/urls", "missing", "A source of the kind %s needs an address.".formatted(source.kind()));
        }
        return source.urls();
    }

    /** Texts of one form, none when it is absent. */
    public List<String> texts(String name, Pattern form, int most) {
        var list = value(name);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > most) {
            throw wrong(name, "This is a list of at most %d.".formatted(most));
        }
        var texts = new ArrayList<String>();
        for (var i = 0; i < list.size(); i++) {
            texts.add(text(list.get(i), name + "/" + i, form));
        }
        return texts;
    }

    /** Parameters of a query: those with these names, of which each value is of the form. */
    public Map<String, String> parameters(String name, Map<String, Pattern> forms) {
        var object = value(name);
        var parameters = new LinkedHashMap<String, String>();
        if (object.isMissingNode() || object.isNull()) {
            return parameters;
        }
        if (!object.isObject()) {
            throw wrong(name, "This is an object of parameters.");
        }
        for (var field : object.properties()) {
            var form = forms.get(field.getKey());
            if (form == null) {
                throw wrong(name + "/" + escaped(field.getKey()), "There is no such parameter.");
            }
            parameters.put(field.getKey(), text(field.getValue(), name + "/" + escaped(field.getKey()), form));
        }
        return parameters;
    }

    public int number(String name, int least, int most, int otherwise) {
        var number = value(name);
        if (number.isMissingNode() || number.isNull()) {
            return otherwise;
        }
        if (!number.isInt() || number.asInt() < least || number.asInt() > most) {
            throw wrong(name, "This is a number from %d to %d.".formatted(least, most));
        }
        return number.asInt();
    }

    /** Refuses what nobody has asked for: it would be without effect. */
    public void nothingElse() {
        settings.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw wrong(escaped(name), "There is no such setting for this kind.");
            }
        });
    }

    public static WrongSetting wrong(String path, String message) {
        return new WrongSetting("/settings/" + path, "wrong-setting", message);
    }

    private JsonNode value(String name) {
        asked.add(name);
        return settings.path(name);
    }

    private static String text(JsonNode value, String path, Pattern form) {
        if (!value.isTextual()
                || value.textValue().length() > 500
                || !form.matcher(value.textValue()).matches()) {
            throw wrong(path, "This does not have the form of such a value.");
        }
        return value.textValue();
    }

    private static String escaped(String name) {
        var cut = name.length() > 60 ? name.substring(0, 60) : name;
        return cut.replace("~", "~0").replace("/", "~1");
    }
}
