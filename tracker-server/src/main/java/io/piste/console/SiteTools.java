package io.piste.console;

import io.piste.anonymous.AnonymousSites;
import io.piste.install.InstallCheck;
import io.piste.segment.SegmentMembers;
import io.piste.site.PublicPaths;

/**
 * What the pages of a site need to install it.
 *
 * @param keys makes the secret for identity tokens
 * @param paths of the scripts
 * @param check looks at the site from outside
 * @param anonymous which sites count everybody without knowing anybody
 * @param connecting plug-ins and webhooks
 * @param members who is in which segment
 */
public record SiteTools(
    SiteKeys keys,
    PublicPaths paths,
    InstallCheck check,
    AnonymousSites anonymous,
    Connecting connecting,
    SegmentMembers members) {}
