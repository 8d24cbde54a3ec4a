/** Stories through the gateway over the running fleet: black boxes, real servers, real New York events. */
package app.godo.journeys;
