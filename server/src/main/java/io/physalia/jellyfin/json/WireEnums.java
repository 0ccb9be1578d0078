package io.physalia.jellyfin.json;

import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.util.Locale;

/** Names enum constants as Jellyfin does: {@code DIRECT_PLAY} is {@code DirectPlay}, unless {@code @JsonProperty} says otherwise. */
final class WireEnums extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass annotated, Enum<?>[] values, String[] names) {
        String[] found = super.findEnumValues(config, annotated, values, names);
        for (int i = 0; i < values.length; i++) {
            if (found[i] == null) {
                found[i] = pascal(values[i].name());
            }
        }
        return found;
    }

    static String pascal(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
