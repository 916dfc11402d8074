export declare function krewManifest(archive: string, folderAddress?: string): string;
