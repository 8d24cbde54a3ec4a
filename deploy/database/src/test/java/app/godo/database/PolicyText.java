package app.godo.database;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Reads a policy's expression as Postgres prints it. */
final class PolicyText {

    private PolicyText() {}

    /** The functions that are called where no sub-select surrounds them. */
    static List<String> bareCalls(String expression) {
        var calls = new ArrayList<String>();
        var inSelect = new ArrayDeque<Boolean>();
        inSelect.push(false);
        boolean quoted = false;
        for (int at = 0; at < expression.length(); at++) {
            var letter = expression.charAt(at);
            if (letter == '\'') {
                quoted = !quoted;
            }
            if (quoted) {
                continue;
            }
            if (letter == '(') {
                var function = nameBefore(expression, at);
                if (!function.isEmpty() && !inSelect.peek()) {
                    calls.add(function);
                }
                inSelect.push(inSelect.peek()
                        || expression.substring(at + 1).stripLeading().startsWith("SELECT"));
            } else if (letter == ')') {
                inSelect.pop();
            }
        }
        return calls;
    }

    /** Postgres prints a blank between a keyword and its parenthesis, and none after a function's name. */
    private static String nameBefore(String expression, int parenthesis) {
        int start = parenthesis;
        while (start > 0 && isPartOfName(expression.charAt(start - 1))) {
            start--;
        }
        return expression.substring(start, parenthesis);
    }

    private static boolean isPartOfName(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_' || letter == '.' || letter == '"';
    }
}
