/** Asks the running fleet everything that its OpenAPI document says can be asked, rightly and wrongly. */
package app.godo.contract;
