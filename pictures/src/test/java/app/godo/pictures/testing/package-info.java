/** Pictures for tests of whoever takes some. */
package app.godo.pictures.testing;
