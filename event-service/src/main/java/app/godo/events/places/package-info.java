/** What New York says about a point: its neighbourhood, its borough, how near the trains are. */
package app.godo.events.places;
