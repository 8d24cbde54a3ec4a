package app.godo.reco.offline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of people or items in the files, numbered as they first come. */
final class Names {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    int number(String name) {
        var known = numbers.putIfAbsent(name, names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    int[] numbers(Table table, String column) {
        var texts = table.texts(column);
        var numbers = new int[texts.size()];
        for (var code = 0; code < numbers.length; code++) {
            numbers[code] = number(texts.get(code));
        }
        var codes = table.codes(column);
        var numbered = new int[codes.length];
        for (var row = 0; row < codes.length; row++) {
            numbered[row] = numbers[codes[row]];
        }
        return numbered;
    }

    String name(int number) {
        return names.get(number);
    }

    int size() {
        return names.size();
    }
}
