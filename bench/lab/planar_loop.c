/* The mathematics of engine/planar/network.py as a plain loop in C: what a machine can do at most.
 *
 * Usage: planar_loop SECONDS < floats: 400 lines "x0 x1 y", then 17 lines: W1 by rows, b1, W2, b2.
 * Prints the cost of iteration 1000, and iterations/s. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { M = 400, H = 4, EVERY = 200, TOLD = 1000 };

static double x0[M], x1[M], y[M], w1[H][2], b1[H], w2[H], b2;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* One iteration; returns the cost before it. */
static double step(double rate) {
    double dw1[H][2] = {{0}}, db1[H] = {0}, dw2[H] = {0}, db2 = 0, cost = 0;
    for (int i = 0; i < M; i++) {
        double a1[H], z2 = b2;
        for (int h = 0; h < H; h++) {
            a1[h] = tanh(w1[h][0] * x0[i] + w1[h][1] * x1[i] + b1[h]);
            z2 += w2[h] * a1[h];
        }
        double e = exp(-z2), a2 = 1 / (1 + e), dz2 = a2 - y[i];
        cost -= y[i] > 0.5 ? log(a2) : log1p(-a2);
        db2 += dz2;
        for (int h = 0; h < H; h++) {
            double dz1 = dz2 * w2[h] * (1 - a1[h] * a1[h]);
            dw2[h] += dz2 * a1[h];
            dw1[h][0] += dz1 * x0[i];
            dw1[h][1] += dz1 * x1[i];
            db1[h] += dz1;
        }
    }
    double scale = rate / M;
    for (int h = 0; h < H; h++) {
        w1[h][0] -= scale * dw1[h][0];
        w1[h][1] -= scale * dw1[h][1];
        b1[h] -= scale * db1[h];
        w2[h] -= scale * dw2[h];
    }
    b2 -= scale * db2;
    return cost / M;
}

static double number(void) {
    double value;
    if (scanf("%lf", &value) != 1) exit(1);
    return value;
}

int main(int count, char **words) {
    if (count != 2) return 2;
    for (int i = 0; i < M; i++) x0[i] = number(), x1[i] = number(), y[i] = number();
    for (int h = 0; h < H; h++) w1[h][0] = number(), w1[h][1] = number();
    for (int h = 0; h < H; h++) b1[h] = number();
    for (int h = 0; h < H; h++) w2[h] = number();
    b2 = number();
    long n = 0;
    double told = 0, since = now(), end = since + atof(words[1]);
    do {
        for (int k = 0; k < EVERY; k++, n++) {
            double cost = step(1.2);
            if (n == TOLD) told = cost;
        }
    } while (now() < end || n <= TOLD);
    printf("%.9f %.1f\n", told, n / (now() - since));
    return 0;
}
