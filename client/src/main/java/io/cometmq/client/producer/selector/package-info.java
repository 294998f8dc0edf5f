/** Ways to choose a queue by an argument of the application's. Stateless unless said otherwise. */
package io.cometmq.client.producer.selector;
