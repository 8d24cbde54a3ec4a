/** The one public door of the fleet: it says where a request goes, who asks, how often, and nothing else. */
package app.godo.gateway;
