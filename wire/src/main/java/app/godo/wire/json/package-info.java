/** How JSON is written and read, in every service alike. */
package app.godo.wire.json;
