package io.piste.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** The 50 segments of the shop, by name, in the order that they are made: rules as JSON. */
final class ProfilesSegments {
  /** The one that figures are about: a fading tag, acts, a field, another segment, an order. */
  static final String FIVE = "Green tea drinkers who buy";

  /** The same over a longer time. */
  static final String FIVE_LONG = "Green tea drinkers who bought in 90 days";

  /** The segment that {@link #FIVE} leaves out: its number is its place. */
  private static final int LEFT_OUT = 1;

  private final Map<String, String> rules = new LinkedHashMap<>();

  private ProfilesSegments() {}

  /** All of them. */
  static Map<String, String> all() {
    ProfilesSegments segments = new ProfilesSegments();
    segments.rules.put(
        "Wholesale and press",
        "{'any':[{'tag':'wholesale','given':true},{'tag':'press','given':true}]}");
    segments.rules.put(FIVE, five(30));
    segments.interests();
    segments.behaviour();
    segments.people();
    segments.mixed();
    segments.rules.replaceAll((name, rule) -> rule.replace('\'', '"'));
    return segments.rules;
  }

  /** Five conditions over so many days. */
  static String five(int days) {
    return """
    {'all':[
      {'tag':'green','at_least':1.5},
      {'did':'page','name':'/teas/*','times':{'at_least':2},'within_days':%d},
      {'field':'country','is':'FR'},
      {'not':{'segment':%d}},
      {'orders':{'count':{'at_least':1},'within_days':%d}}]}
    """
        .formatted(days, LEFT_OUT, days)
        .replaceAll("\\s+", "");
  }

  /** Whom {@link #five} leaves out, and the rest as they are stored. */
  static String fiveAsStored(int days) {
    return five(days).replace('\'', '"');
  }

  private void interests() {
    for (String kind : TeaShop.KINDS) {
      rules.put("Likes " + kind, "{'all':[{'tag':'%s','at_least':1}]}".formatted(kind));
      rules.put(
          "Loves " + kind,
          "{'all':[{'tag':'%1$s','at_least':4},{'did':'page','name':'/teas/%1$s*','times':{'at_least':1},'within_days':60}]}"
              .formatted(kind));
    }
  }

  private void behaviour() {
    rules.put("Often here", "{'all':[{'did':'page','times':{'at_least':10},'within_days':14}]}");
    rules.put(
        "Reads the blog",
        "{'all':[{'did':'page','name':'/blog/*','times':{'at_least':3},'within_days':30}]}");
    rules.put("Searches", "{'all':[{'did':'search','times':{'at_least':2},'within_days':30}]}");
    rules.put(
        "Searched matcha",
        "{'all':[{'did':'search','name':'matcha','times':{'at_least':1},'within_days':90}]}");
    rules.put("Downloads", "{'all':[{'did':'download','times':{'at_least':1},'within_days':180}]}");
    rules.put(
        "Wrote to us",
        "{'all':[{'did':'form','name':'contact','times':{'at_least':1},'within_days':365}]}");
    rules.put(
        "Wish list",
        "{'all':[{'did':'event','name':'wishlist','times':{'at_least':1},'within_days':30}]}");
    rules.put(
        "Checkout without order",
        "{'all':[{'did':'checkout','times':{'at_least':1},'within_days':14},{'not':{'orders':{'count':{'at_least':1},'within_days':14}}}]}");
    rules.put("Bought lately", "{'all':[{'orders':{'count':{'at_least':1},'within_days':30}}]}");
    rules.put("Bought often", "{'all':[{'orders':{'count':{'at_least':3},'within_days':365}}]}");
    rules.put(
        "Spends much",
        "{'all':[{'orders':{'count':{'at_least':1},'total':{'at_least':200},'within_days':365}}]}");
    rules.put("Open cart", "{'all':[{'cart':'open','within_days':7}]}");
    rules.put("Abandoned cart", "{'all':[{'cart':'abandoned','within_days':7}]}");
    rules.put(
        "Gone quiet",
        "{'all':[{'did':'page','times':{'at_least':5},'within_days':365},{'did':'page','times':{'at_most':0},'within_days':60}]}");
    rules.put(
        "Follows our mails",
        "{'all':[{'mail':'clicked','times':{'at_least':1},'within_days':180}]}");
    rules.put("Got a mail", "{'all':[{'mail':'sent','times':{'at_least':1},'within_days':60}]}");
  }

  private void people() {
    rules.put("In France", "{'all':[{'field':'country','is':'FR'}]}");
    rules.put(
        "Abroad", "{'all':[{'field':'country','known':true},{'field':'country','is_not':'FR'}]}");
    rules.put("Companies", "{'all':[{'field':'company','known':true}]}");
    rules.put("Club", "{'all':[{'field':'custom.club','is':true}]}");
    rules.put("Five cups", "{'all':[{'field':'custom.cups_a_day','at_least':5}]}");
    rules.put("New", "{'all':[{'field':'created','after':{'days_ago':30}}]}");
    rules.put("Allows mails", "{'all':[{'consent':'marketing'}]}");
    rules.put("Friends", "{'all':[{'tag':'friend','given':true}]}");
  }

  private void mixed() {
    rules.put("Loyal", "{'all':[{'stage':['loyalty']}]}");
    rules.put(
        "Warm",
        "{'all':[{'score':'interest','at_least':10},{'stage':['qualification','transformation']}]}");
    rules.put(
        "Hot and allowed",
        "{'all':[{'score':'intent','at_least':20},{'consent':'marketing'},{'not':{'segment':1}}]}");
    rules.put(
        "Cold",
        "{'all':[{'score':'interest','at_most':1},{'field':'created','before':{'days_ago':90}}]}");
    rules.put(
        "Gift season",
        "{'any':[{'tag':'gifts','at_least':2},{'did':'product','name':'*gifts*','times':{'at_least':2},'within_days':30}]}");
    rules.put(FIVE_LONG, five(90));
  }
}
