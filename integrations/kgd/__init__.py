"""КГД, the tax authority: arrears of a taxpayer."""
