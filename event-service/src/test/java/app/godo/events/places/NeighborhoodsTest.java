package app.godo.events.places;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighborhoodsTest {

    private final Neighborhoods neighborhoods = Neighborhoods.read();

    @ParameterizedTest
    @CsvSource({
        "40.7580, -73.9855, Theater District, Manhattan",
        "40.7829, -73.9654, Central Park, Manhattan",
        "40.7932, -73.9213, Randals-Wards Island, Manhattan",
        "40.6602, -73.9690, Prospect Park, Brooklyn",
        "40.5755, -73.9707, Coney Island, Brooklyn",
        "40.7033, -73.9881, DUMBO, Brooklyn",
        "40.7644, -73.9235, Astoria, Queens",
        "40.8296, -73.9262, Concourse, Bronx",
        "40.6437, -74.0736, St. George, Staten Island"
    })
    void a_point_lies_in_the_neighbourhood_people_name(double latitude, double longitude, String name, String borough) {
        var area = neighborhoods.at(new Point(latitude, longitude));

        assertEquals(name, area.name());
        assertEquals(borough, area.borough());
    }

    @Test
    void a_pier_just_beyond_the_shore_belongs_to_the_shore() {
        assertEquals(
                "Greenwich Village",
                neighborhoods.at(new Point(40.7424, -74.0140)).name());
        assertNull(neighborhoods.at(new Point(40.7424, -74.0160)), "the middle of the Hudson");
    }

    @Test
    void a_point_outside_the_city_lies_in_no_neighbourhood() {
        assertNull(neighborhoods.at(new Point(40.7357, -74.1724)), "Newark");
        assertNull(neighborhoods.at(new Point(-40.7580, 73.9855)), "the other side of the earth");
    }

    @Test
    void only_names_of_the_list_are_neighbourhoods() {
        assertTrue(neighborhoods.knows("Park Slope"));
        assertFalse(neighborhoods.knows("park slope"));
        assertFalse(neighborhoods.knows("Gotham"));
    }
}
