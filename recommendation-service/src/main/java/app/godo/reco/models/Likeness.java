package app.godo.reco.models;

import java.util.Arrays;

/**
 * Nearest neighbours by what was said beyond the usual: items that the same people judged alike, people that judged the same
 * items alike. The correlation of what both said, damped where that is little (Herlocker et al., SIGIR 1999): a pair that met n
 * times counts n / (n + {@value #DAMPING}).
 */
public final class Likeness {

    private static final int DAMPING = 50;
    /** What keeps a guess from few or unlike neighbours near the usual. */
    private static final double RESTRAINT = 0.02;

    private final Said byPerson;
    private final Said byItem;
    private final float[][] items;
    private final float[][] people;

    private record Said(int[][] of, float[][] what) {

        private static Said by(int count, int[] key, int[] other, float[] value) {
            var size = new int[count];
            for (var k : key) {
                size[k]++;
            }
            var said = new Said(new int[count][], new float[count][]);
            for (var k = 0; k < count; k++) {
                said.of[k] = new int[size[k]];
                said.what[k] = new float[size[k]];
            }
            Arrays.fill(size, 0);
            for (var n = 0; n < key.length; n++) {
                said.of[key[n]][size[key[n]]] = other[n];
                said.what[key[n]][size[key[n]]++] = value[n];
            }
            return said;
        }
    }

    private Likeness(Said byPerson, Said byItem) {
        this.byPerson = byPerson;
        this.byItem = byItem;
        this.items = alike(byItem, byPerson);
        this.people = alike(byPerson, byItem);
    }

    /** @param beyond what {@code user[n]} said of {@code item[n]} beyond what is usual of both */
    public static Likeness of(int people, int items, int[] user, int[] item, float[] beyond) {
        return new Likeness(Said.by(people, user, item, beyond), Said.by(items, item, user, beyond));
    }

    private static float[][] alike(Said own, Said back) {
        var count = own.of.length;
        var alike = new float[count][];
        Workers.each(count, one -> {
            var product = new float[count];
            var mine = new float[count];
            var theirs = new float[count];
            var both = new int[count];
            for (var n = 0; n < own.of[one].length; n++) {
                var x = own.what[one][n];
                var through = own.of[one][n];
                for (var m = 0; m < back.of[through].length; m++) {
                    var other = back.of[through][m];
                    var y = back.what[through][m];
                    product[other] += x * y;
                    mine[other] += x * x;
                    theirs[other] += y * y;
                    both[other]++;
                }
            }
            for (var other = 0; other < count; other++) {
                product[other] = other == one || both[other] == 0
                        ? 0
                        : (float) (product[other]
                                / Math.sqrt(mine[other] * theirs[other] + 1e-9)
                                * both[other]
                                / (both[other] + DAMPING));
            }
            alike[one] = product;
        });
        return alike;
    }

    /** How far beyond the usual, by what the person said of items like this one. */
    public float byItems(int user, int item) {
        return weighed(items[item], byPerson.of[user], byPerson.what[user]);
    }

    /** How far beyond the usual, by what people like this one said of the item. */
    public float byPeople(int user, int item) {
        return weighed(people[user], byItem.of[item], byItem.what[item]);
    }

    private static float weighed(float[] alike, int[] others, float[] said) {
        var sum = 0.0;
        var weight = 0.0;
        for (var n = 0; n < others.length; n++) {
            var strong = (double) alike[others[n]] * Math.abs(alike[others[n]]);
            sum += strong * said[n];
            weight += Math.abs(strong);
        }
        return (float) (sum / (weight + RESTRAINT));
    }
}
