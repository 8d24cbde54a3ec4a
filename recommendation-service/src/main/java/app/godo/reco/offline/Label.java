package app.godo.reco.offline;

/**
 * What a yes is: a number in a column that is large enough.
 *
 * @param least the least number that is a yes
 * @param graded whether the number says more than yes or no
 */
record Label(String column, double least, boolean graded) {

    /** {@code column}, which is a yes above 0, {@code column>number} or {@code column>=number}. */
    static Label of(String text) {
        var parts = text.split(">=?");
        if (parts.length == 1) {
            return new Label(text, Double.MIN_VALUE, false);
        }
        var number = Double.parseDouble(parts[1]);
        return new Label(parts[0], text.contains(">=") ? number : Math.nextUp(number), true);
    }

    boolean yes(double number) {
        return number >= least;
    }
}
