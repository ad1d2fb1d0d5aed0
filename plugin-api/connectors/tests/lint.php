<?php

// Parses every file named on the command line with the PHP at hand; says what it cannot read.

declare(strict_types=1);

$faults = 0;
foreach (array_slice($argv, 1) as $file) {
    try {
        token_get_all((string) file_get_contents($file), TOKEN_PARSE);
    } catch (ParseError $e) {
        printf("%s:%d: %s\n", $file, $e->getLine(), $e->getMessage());
        $faults++;
    }
}
printf("%d files parsed by PHP %s, %d with faults\n", $argc - 1, PHP_VERSION, $faults);
exit($faults === 0 ? 0 : 1);
