package app.godo.reco.models;

/** Inner loops over parts of arrays, written so that they run at several values a cycle. */
final class Dense {

    private Dense() {}

    static float dot(float[] a, int fromA, float[] b, int fromB, int size) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        var n = 0;
        for (; n + 8 <= size; n += 8) {
            s0 += a[fromA + n] * b[fromB + n];
            s1 += a[fromA + n + 1] * b[fromB + n + 1];
            s2 += a[fromA + n + 2] * b[fromB + n + 2];
            s3 += a[fromA + n + 3] * b[fromB + n + 3];
            s4 += a[fromA + n + 4] * b[fromB + n + 4];
            s5 += a[fromA + n + 5] * b[fromB + n + 5];
            s6 += a[fromA + n + 6] * b[fromB + n + 6];
            s7 += a[fromA + n + 7] * b[fromB + n + 7];
        }
        var sum = s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
        for (; n < size; n++) {
            sum += a[fromA + n] * b[fromB + n];
        }
        return sum;
    }

    /** {@code to += by · from} */
    static void add(float[] to, int fromTo, float by, float[] from, int fromFrom, int size) {
        for (var n = 0; n < size; n++) {
            to[fromTo + n] += by * from[fromFrom + n];
        }
    }
}
