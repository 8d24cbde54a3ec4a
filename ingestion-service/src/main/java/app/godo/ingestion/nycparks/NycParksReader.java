package app.godo.ingestion.nycparks;

import app.godo.ingestion.reading.Rows;
import app.godo.ingestion.reading.RssItems;
import app.godo.ingestion.reading.Table;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.function.UnaryOperator;

/** The data set {@code w3wp-dpdi} as JSON or CSV, the parks' RSS, and the JSON feed that there was before. */
public final class NycParksReader implements Reader {

    @Override
    public String kind() {
        return "nyc-parks";
    }

    @Override
    public Readout read(Payload payload, SourceSettings settings) {
        return read(payload, settings, Rows.MOST);
    }

    Readout read(Payload payload, SourceSettings settings, int most) {
        var row = new ParksRow(settings);
        var rows = new Rows(most);
        if (!payload.prologue().startsWith("<")) {
            var table = new Table(UnaryOperator.identity(), ParksRow.ID, ParksRow::externalId, row::draft);
            return table.read(payload.text(), rows);
        }
        var items = RssItems.of(payload.text());
        items.all().forEach(item -> rows.add(withoutModule(item), ParksRow::externalId, row::draft));
        return items.whole() ? rows.readout() : rows.brokenOff();
    }

    /** RSS says {@code event:startdate} for the data set's {@code startdate}. */
    private static ObjectNode withoutModule(ObjectNode item) {
        var plain = item.objectNode();
        item.properties().forEach(field -> plain.set(field.getKey().replaceFirst("^event:", ""), field.getValue()));
        return plain;
    }
}
