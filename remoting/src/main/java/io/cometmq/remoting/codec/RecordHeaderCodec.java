package io.cometmq.remoting.codec;

import io.cometmq.remoting.exception.RemotingCommandException;
import io.cometmq.remoting.protocol.CommandHeader;
import io.cometmq.remoting.protocol.Required;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;

/**
 * Reads and writes any header record: component names are the wire's field names. Looks at the record once, when it is made.
 * A missing field is null (or 0, false for a primitive) unless it is {@link Required}.
 */
final class RecordHeaderCodec<H extends Record & CommandHeader> implements HeaderCodec<H> {
    private enum Kind {
        TEXT,
        INT,
        LONG,
        BOOLEAN,
        ENUM
    }

    private record Field(
            FieldName name, Class<?> type, Kind kind, boolean required, Object absent, MethodHandle getter) {}

    private final String typeName;
    private final Field[] fields;
    private final MethodHandle constructor;

    @SuppressWarnings("unchecked") // HeaderCodecs hands in header records only
    RecordHeaderCodec(Class<? extends Record> type) {
        typeName = type.getSimpleName();
        RecordComponent[] components = type.getRecordComponents();
        fields = new Field[components.length];
        Class<?>[] types = new Class<?>[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            for (int i = 0; i < components.length; i++) {
                RecordComponent component = components[i];
                types[i] = component.getType();
                MethodHandle getter = lookup.unreflect(component.getAccessor());
                fields[i] = new Field(
                        FieldName.of(component.getName()),
                        types[i],
                        kindOf(type, component),
                        component.isAnnotationPresent(Required.class),
                        absent(types[i]),
                        getter.asType(MethodType.methodType(Object.class, Record.class)));
            }
            constructor = lookup.unreflectConstructor(type.getConstructor(types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Record.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "the header " + type.getName() + " and its constructor must be public", e);
        }
    }

    private static Kind kindOf(Class<?> owner, RecordComponent component) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return Kind.TEXT;
        } else if (type == int.class || type == Integer.class) {
            return Kind.INT;
        } else if (type == long.class || type == Long.class) {
            return Kind.LONG;
        } else if (type == boolean.class || type == Boolean.class) {
            return Kind.BOOLEAN;
        } else if (type.isEnum()) {
            return Kind.ENUM;
        }
        throw new IllegalArgumentException(
                "the header field " + owner.getName() + "." + component.getName() + " has a type no header may have");
    }

    private static Object absent(Class<?> type) {
        if (type == int.class) {
            return 0;
        } else if (type == long.class) {
            return 0L;
        }
        return type == boolean.class ? Boolean.FALSE : null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public H read(FieldReader in) throws RemotingCommandException {
        Object[] values = new Object[fields.length];
        while (in.next()) {
            for (int i = 0; i < fields.length; i++) {
                if (in.nameIs(fields[i].name)) {
                    values[i] = value(in, fields[i]);
                    break;
                }
            }
        }
        for (int i = 0; i < fields.length; i++) {
            if (values[i] == null) {
                if (fields[i].required) {
                    throw new RemotingCommandException(
                            "the custom field <" + fields[i].name + "> of " + typeName + " is null");
                }
                values[i] = fields[i].absent;
            }
        }
        try {
            return (H) (Record) constructor.invokeExact(values);
        } catch (Throwable e) {
            throw new RemotingCommandException("the header " + typeName + " is refused: " + e.getMessage(), e);
        }
    }

    private static Object value(FieldReader in, Field field) throws RemotingCommandException {
        return switch (field.kind) {
            case TEXT -> in.text();
            case INT -> in.intValue();
            case LONG -> in.longValue();
            case BOOLEAN -> in.booleanValue();
            case ENUM -> constant(in, field);
        };
    }

    /** Enum texts are compared without regard to case: clients write "lower" for LOWER. */
    private static Object constant(FieldReader in, Field field) throws RemotingCommandException {
        String text = in.text();
        String wanted = text.toUpperCase(Locale.ROOT);
        for (Object constant : field.type.getEnumConstants()) {
            if (((Enum<?>) constant).name().toUpperCase(Locale.ROOT).equals(wanted)) {
                return constant;
            }
        }
        throw new RemotingCommandException(
                "the custom field <" + field.name + "> is none of its values: '" + text + "'");
    }

    @Override
    public void write(H header, FieldWriter out) {
        for (Field field : fields) {
            Object value;
            try {
                value = (Object) field.getter.invokeExact((Record) header);
            } catch (Throwable e) {
                throw new IllegalStateException("cannot read " + typeName + "." + field.name, e);
            }
            if (value == null) {
                continue;
            }
            switch (field.kind) {
                case TEXT -> out.field(field.name, (String) value);
                case INT, LONG -> out.field(field.name, ((Number) value).longValue());
                case BOOLEAN -> out.field(field.name, (boolean) (Boolean) value);
                case ENUM -> out.field(field.name, ((Enum<?>) value).name());
            }
        }
    }
}
