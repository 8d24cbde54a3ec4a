package app.godo.events.places;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The 261 neighbourhoods people speak of. Their outlines are simplified, and piers and shores lie beyond them: a point outside
 * every outline belongs to the nearest one within a short walk.
 */
final class Neighborhoods {

    private static final String FILE = "/places/neighborhoods.geojson";
    private static final double NEAR_M = 150;

    /** Metres a degree at the city's latitude; over the city's extent the error stays under half a percent. */
    private static final double METRES_NORTH = 111_050;

    private static final double METRES_EAST = 84_400;

    private static final Map<String, String> BOROUGHS = Map.of(
            "manhattan", "Manhattan",
            "brooklyn", "Brooklyn",
            "queens", "Queens",
            "bronx", "Bronx",
            "staten-island", "Staten Island");

    private final GeometryFactory geometries = new GeometryFactory();
    private final STRtree index = new STRtree();
    private final Set<String> names;

    /** A neighbourhood; its outline in metres, so that distances mean something. */
    record Area(String name, String borough, PreparedGeometry outline) {}

    private Neighborhoods(JsonNode collection) {
        var areas = StreamSupport.stream(collection.get("features").spliterator(), false)
                .map(this::areaOf)
                .toList();
        areas.forEach(area -> index.insert(area.outline().getGeometry().getEnvelopeInternal(), area));
        index.build();
        names = areas.stream().map(Area::name).collect(Collectors.toUnmodifiableSet());
    }

    static Neighborhoods read() {
        try (var file = Neighborhoods.class.getResourceAsStream(FILE)) {
            return new Neighborhoods(new ObjectMapper().readTree(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE, broken);
        }
    }

    /** The neighbourhood of a point, null outside the city. */
    Area at(Point point) {
        var here = geometries.createPoint(inMetres(point.longitude(), point.latitude()));
        var around = new Envelope(here.getCoordinate());
        around.expandBy(NEAR_M);
        var candidates = within(around);
        return candidates.stream()
                .filter(area -> area.outline().covers(here))
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(area -> area.outline().getGeometry().isWithinDistance(here, NEAR_M))
                        .min(Comparator.comparingDouble(
                                area -> area.outline().getGeometry().distance(here))))
                .orElse(null);
    }

    boolean knows(String name) {
        return names.contains(name);
    }

    @SuppressWarnings("unchecked") // an STRtree gives back what was put in
    private List<Area> within(Envelope envelope) {
        return index.query(envelope);
    }

    private Area areaOf(JsonNode feature) {
        var properties = feature.get("properties");
        var outline = outlineOf(feature.get("geometry"));
        return new Area(
                properties.get("name").asText(),
                BOROUGHS.get(properties.get("borough").asText()),
                PreparedGeometryFactory.prepare(outline));
    }

    private Geometry outlineOf(JsonNode geometry) {
        var coordinates = geometry.get("coordinates");
        return switch (geometry.get("type").asText()) {
            case "Polygon" -> polygonOf(coordinates);
            case "MultiPolygon" ->
                geometries.createMultiPolygon(StreamSupport.stream(coordinates.spliterator(), false)
                        .map(this::polygonOf)
                        .toArray(Polygon[]::new));
            default -> throw new IllegalStateException("neither polygon nor polygons: " + geometry.get("type"));
        };
    }

    private Polygon polygonOf(JsonNode rings) {
        var all = StreamSupport.stream(rings.spliterator(), false)
                .map(this::ringOf)
                .toList();
        return geometries.createPolygon(
                all.getFirst(), all.subList(1, all.size()).toArray(LinearRing[]::new));
    }

    private LinearRing ringOf(JsonNode ring) {
        return geometries.createLinearRing(StreamSupport.stream(ring.spliterator(), false)
                .map(corner -> inMetres(corner.get(0).asDouble(), corner.get(1).asDouble()))
                .toArray(Coordinate[]::new));
    }

    private static Coordinate inMetres(double longitude, double latitude) {
        return new Coordinate(longitude * METRES_EAST, latitude * METRES_NORTH);
    }
}
