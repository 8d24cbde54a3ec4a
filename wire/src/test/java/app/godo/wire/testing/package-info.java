/** What every service's tests share: the real servers, tokens of test users, rows to start from, Facts to wait for. */
package app.godo.wire.testing;
