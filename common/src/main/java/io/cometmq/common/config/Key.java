package io.cometmq.common.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a configuration key, once: on the component of a record, whose name is RocketMQ's name of the property. The
 * component's type is String, int, long, double, boolean or an enum. Loading, checking, printing and documenting follow from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
    /**
     * The default as text. {@code ${name}} in it stands for another key's value, or for something that the process knows at
     * start, such as {@code ${user.home}}.
     */
    String value();

    /** What the key is for, in one sentence. */
    String meaning();

    /** Smallest allowed number. */
    long min() default Long.MIN_VALUE;

    /** Largest allowed number. */
    long max() default Long.MAX_VALUE;

    /** Unit of the number, such as ms or bytes. */
    String unit() default "";

    /** Whether it may be changed while the process runs. */
    boolean changeable() default false;

    /** Whether it is among the few that people look at first. */
    boolean important() default false;
}
