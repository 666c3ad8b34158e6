"""The pages about one matter: how it stands, the next step, its papers and photos, the slip, the person's own say."""
