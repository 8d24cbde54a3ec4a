/** The demo city: real events of New York's parks, moved to the coming days, and a few people to meet there. */
package app.godo.local.demo;
