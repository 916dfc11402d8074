import type { FactTable } from './fieldFact';

/** Facts on parts of metadata that the cluster writes. */
export const metadataFacts: FactTable = {
  OwnerReference: {
    apiVersion: { means: "The owner's API version." },
    blockOwnerDeletion: {
      means: 'Whether the owner waits for this object when it is deleted in the foreground.',
      absent: 'It does not.',
    },
    controller: {
      means: 'Marks the one owner that manages the object, as a ReplicaSet manages its pods.',
      readBy: ['controllers: leave alone what another controller owns'],
      absent: 'false.',
    },
    kind: { means: "The owner's kind." },
    name: { means: "The owner's name." },
    uid: {
      means: "The owner's uid.",
      readBy: ['garbage collector: deletes the object if no object has this uid'],
    },
  },
  ManagedFieldsEntry: {
    apiVersion: { means: 'The API version in which the fields were set.' },
    fieldsType: { means: 'The form of fieldsV1.' },
    fieldsV1: { means: 'The fields that this manager has set.' },
    manager: { means: 'Who set the fields: kubectl, a controller, …' },
    operation: { means: 'Apply or Update.' },
    subresource: { means: 'The part of the object that was written, such as status.' },
    time: { means: 'When the fields were last set.' },
  },
};
