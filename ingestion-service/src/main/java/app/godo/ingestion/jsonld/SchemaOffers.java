package app.godo.ingestion.jsonld;

import static app.godo.ingestion.reading.LenientJson.amount;
import static app.godo.ingestion.reading.LenientJson.text;

import app.godo.ingestion.reading.Price;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a schema.org Event costs. */
record SchemaOffers(JsonNode event, Map<String, JsonNode> byId) {

    private static final List<String> AMOUNTS = List.of("price", "lowPrice", "highPrice", "minPrice", "maxPrice");

    /** Each offer, those that another sums up after it. */
    private List<JsonNode> all() {
        var all = new ArrayList<JsonNode>();
        for (var each : Nodes.several(resolved(event.path("offers")))) {
            var offer = resolved(each);
            all.add(offer);
            Nodes.several(offer.path("offers")).forEach(part -> all.add(inCurrencyOf(offer, resolved(part))));
        }
        return all;
    }

    private static JsonNode inCurrencyOf(JsonNode sum, JsonNode part) {
        return part instanceof ObjectNode offer && !offer.has("priceCurrency") && sum.has("priceCurrency")
                ? offer.deepCopy().set("priceCurrency", sum.get("priceCurrency"))
                : part;
    }

    /** Nothing is free only when it says so, or while it can be had for nothing. */
    Price price() {
        var free = event.path("isAccessibleForFree");
        if (free.asBoolean() || Nodes.lastWords(free).stream().anyMatch("true"::equalsIgnoreCase)) {
            return Price.FREE;
        }
        BigDecimal min = null;
        BigDecimal max = null;
        String currency = null;
        var inStock = false;
        for (var offer : all()) {
            for (var priced : priced(offer)) {
                var theirs = text(priced, "priceCurrency") == null
                        ? text(offer, "priceCurrency")
                        : text(priced, "priceCurrency");
                for (var field : AMOUNTS) {
                    var amount = amount(priced, field);
                    // of several currencies the first: the same seats are listed once more
                    if (amount != null && (currency == null || theirs == null || currency.equals(theirs))) {
                        min = min == null || amount.compareTo(min) < 0 ? amount : min;
                        max = max == null || amount.compareTo(max) > 0 ? amount : max;
                        currency = currency == null ? theirs : currency;
                        inStock |= Nodes.lastWords(offer.path("availability")).contains("InStock");
                    }
                }
            }
            if (min == null && offer.path("price").isTextual()) {
                var said = Price.ofWords(offer.path("price").textValue());
                if (said.known()) {
                    return said;
                }
            }
        }
        return max != null && max.signum() == 0 && inStock ? Price.free(currency) : Price.of(min, max, currency);
    }

    /** Whether none can be had any more. */
    boolean soldOut() {
        var said = all().stream()
                .flatMap(offer -> Nodes.lastWords(offer.path("availability")).stream())
                .toList();
        return !said.isEmpty() && said.stream().allMatch("SoldOut"::equals);
    }

    List<String> addresses() {
        return all().stream()
                .map(offer -> Nodes.words(offer.path("url")))
                .filter(address -> address != null)
                .toList();
    }

    /** An offer and the specifications of its price. */
    private List<JsonNode> priced(JsonNode offer) {
        var priced = new ArrayList<JsonNode>(List.of(offer));
        Nodes.several(resolved(offer.path("priceSpecification"))).forEach(each -> priced.add(resolved(each)));
        return priced;
    }

    private JsonNode resolved(JsonNode node) {
        return Nodes.resolved(node, byId);
    }
}
