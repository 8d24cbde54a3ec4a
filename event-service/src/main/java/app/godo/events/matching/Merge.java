package app.godo.events.matching;

import java.util.List;
import java.util.Map;

/**
 * Listings that tell of one Event. It refers to them and holds nothing of theirs, so parting them loses nothing.
 *
 * @param members their keys, in order; a single one when nothing was merged
 * @param provenance from which of them the fields of each aspect are taken; an aspect that none of them tells is missing
 * @param because the verdicts that brought them together
 */
public record Merge(List<String> members, Map<Aspect, String> provenance, List<Verdict> because) {}
